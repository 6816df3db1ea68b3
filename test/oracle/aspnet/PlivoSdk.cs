using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Plivo.Utilities
{
    // Stands for Plivo's package, which comes from NuGet alone: what its helpers compute for a URL without a query.
    public static class XPlivoSignatureV3
    {
        public static bool VerifySignature(
            string uri, string nonce, string xPlivoSignature, string authToken, string method, Dictionary<string, string> parameters = null)
        {
            var fields = (parameters ?? new Dictionary<string, string>()).OrderBy(field => field.Key, StringComparer.Ordinal);
            var text = string.Concat(fields.Select(field => field.Key + field.Value));
            return (xPlivoSignature ?? "").Split(',').Contains(Digest.Of(uri + "?" + text + "." + nonce, authToken));
        }
    }

    public static class XPlivoSignatureV2
    {
        public static bool VerifySignature(string uri, string nonce, string xPlivoSignature, string authToken) =>
            Digest.Of(uri + nonce, authToken) == xPlivoSignature;
    }

    internal static class Digest
    {
        public static string Of(string text, string key)
        {
            using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(key));
            return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
        }
    }
}
