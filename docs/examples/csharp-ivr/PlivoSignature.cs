using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Lakeside.Ivr
{
    /// <summary>
    /// Plivo's V3 signature by hand, as Plivo.Utilities computes it: the URL, its sorted query, the sorted form, the nonce.
    /// </summary>
    public static class PlivoSignature
    {
        public static bool IsValid(string url, string nonce, string signature, string authToken, IDictionary<string, string> form)
        {
            var expected = Compute(url, nonce, authToken, form);
            return signature.Split(',').Any(one => IsSame(expected, one.Trim()));
        }

        private static string Compute(string url, string nonce, string authToken, IDictionary<string, string> form)
        {
            var parts = url.Split(new[] { '?' }, 2);
            var query = parts.Length == 1 ? new string[0] : parts[1].Split('&').Select(WebUtility.UrlDecode).ToArray();
            var text = string.Join("&", query.OrderBy(pair => pair, StringComparer.Ordinal));
            if (form.Count > 0)
            {
                var fields = form.OrderBy(field => field.Key, StringComparer.Ordinal);
                text += (text == "" ? "" : ".") + string.Concat(fields.Select(field => field.Key + field.Value));
            }
            var signed = parts[0] + (text == "" ? "" : "?" + text) + "." + nonce;
            using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(authToken)))
            {
                return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
            }
        }

        // In constant time
        private static bool IsSame(string expected, string received)
        {
            var difference = expected.Length ^ received.Length;
            for (var index = 0; index < expected.Length && index < received.Length; index++)
            {
                difference |= expected[index] ^ received[index];
            }
            return difference == 0;
        }
    }
}
