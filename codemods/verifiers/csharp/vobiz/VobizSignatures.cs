using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace VobizSignatures
{
    /// <summary>The account's auth tokens: several during rotation. An empty token never matches.</summary>
    public sealed class Tokens
    {
        public Tokens(IEnumerable<string> vobiz)
        {
            Vobiz = vobiz.ToArray();
        }

        public IReadOnlyList<string> Vobiz { get; }

        /// <summary>One or several tokens.</summary>
        public static Tokens Of(params string[] vobiz)
        {
            return new Tokens(vobiz);
        }
    }

    /// <summary>
    /// Checks the webhook signatures of Vobiz.
    ///
    /// Written by plivo-to-vobiz. Needs .NET Standard 2.0 or .NET Framework 4.6.1, C# 7, and nothing besides. Running
    /// `plivo-to-vobiz migrate` again may replace this file, so keep changes of your own elsewhere.
    ///
    /// VerifySignatureV3 and VerifySignatureV2 take the arguments of VerifySignature of Plivo's XPlivoSignatureV3 and
    /// XPlivoSignatureV2, so that calls keep their shape. VerifyRequest looks at a whole request and is the better
    /// choice for new code.
    ///
    /// Every method answers true or false. Nothing a remote sender controls makes one throw, an empty token never
    /// matches, and digests are compared in constant time.
    ///
    /// Vobiz signs the URL up to its query and the nonce, and nothing else. The body and the query of a request are not
    /// authenticated: put what must not be forged into the path, and remember nonces for about five minutes to refuse
    /// replays.
    ///
    /// The URL is the public one that Vobiz was given, not the one a proxy passes on.
    /// </summary>
    public static class WebhookSignature
    {
        private static readonly string[][] VobizHeaders =
        {
            new[] { "v3", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce" },
            new[] { "v2", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce" },
        };

        private static readonly Regex Absolute = new Regex("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]");

        /// <summary>
        /// Whether Vobiz signed this URL with a V3 signature. Method and parameters are not covered, and ignored.
        /// </summary>
        public static bool VerifySignatureV3(
            string uri,
            string nonce,
            string xPlivoSignature,
            string authToken,
            string method,
            IDictionary<string, string> parameters = null)
        {
            return VerifySignatureV3(uri, nonce, xPlivoSignature, Tokens.Of(authToken), method, parameters);
        }

        /// <summary>The same with several tokens.</summary>
        public static bool VerifySignatureV3(
            string uri,
            string nonce,
            string xPlivoSignature,
            Tokens authToken,
            string method,
            IDictionary<string, string> parameters = null)
        {
            return IsSigned(VobizText(uri, nonce, "."), nonce, xPlivoSignature, authToken);
        }

        /// <summary>Whether Vobiz signed this URL with a V2 signature.</summary>
        public static bool VerifySignatureV2(string uri, string nonce, string xPlivoSignature, string authToken)
        {
            return VerifySignatureV2(uri, nonce, xPlivoSignature, Tokens.Of(authToken));
        }

        /// <summary>The same with several tokens.</summary>
        public static bool VerifySignatureV2(string uri, string nonce, string xPlivoSignature, Tokens authToken)
        {
            return IsSigned(VobizText(uri, nonce, ""), nonce, xPlivoSignature, authToken);
        }

        /// <summary>
        /// Whether Vobiz signed this request, told by the headers it carries.
        ///
        /// A request with a header twice is refused. The newest version that is present decides; one that fails is
        /// never tried again as an older one. The main account's headers are accepted with any of the tokens given, so
        /// give a main token only where requests of its sub-accounts arrive.
        /// </summary>
        /// <param name="method">not covered by the signature, ignored</param>
        /// <param name="url">the public URL of the request</param>
        /// <param name="headers">every value of every header, names in any case: Request.Headers</param>
        /// <param name="form">not covered by the signature, ignored</param>
        /// <param name="tokens">the tokens to try</param>
        public static bool VerifyRequest<THeader, TField>(
            string method,
            string url,
            IEnumerable<KeyValuePair<string, THeader>> headers,
            IEnumerable<KeyValuePair<string, TField>> form,
            Tokens tokens)
            where THeader : IEnumerable<string>
            where TField : IEnumerable<string>
        {
            var found = ReadHeaders(headers);
            if (found == null)
            {
                return false;
            }
            var nonce = found[3];
            var text = VobizText(url, nonce, found[0] == "v3" ? "." : "");
            var byOwn = IsSigned(text, nonce, found[1], tokens);
            var byMain = IsSigned(text, nonce, found[2], tokens);
            return byOwn | byMain;
        }

        // Every token is tried, so that the place of a match does not show.
        private static bool IsSigned(string text, string nonce, string signature, Tokens tokens)
        {
            if (text == null || string.IsNullOrEmpty(nonce) || string.IsNullOrEmpty(signature) || tokens == null)
            {
                return false;
            }
            var received = Encoding.UTF8.GetBytes(signature);
            var matched = false;
            foreach (var token in tokens.Vobiz.Where(token => !string.IsNullOrEmpty(token)))
            {
                using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(token)))
                {
                    var digest = hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
                    matched |= IsSame(Encoding.UTF8.GetBytes(Convert.ToBase64String(digest)), received);
                }
            }
            return matched;
        }

        // Compares in a time that depends on the lengths alone.
        private static bool IsSame(byte[] expected, byte[] received)
        {
            if (expected.Length != received.Length)
            {
                return false;
            }
            var difference = 0;
            for (var index = 0; index < expected.Length; index++)
            {
                difference |= expected[index] ^ received[index];
            }
            return difference == 0;
        }

        // What Vobiz signs: the URL up to its query, as written, then the nonce. Nothing is decoded or normalised.
        private static string VobizText(string url, string nonce, string separator)
        {
            var text = (url ?? "").Trim();
            return Absolute.IsMatch(text) ? text.Split('?', '#')[0] + separator + nonce : null;
        }

        // Version, own signature, main signature and nonce of the newest version that is present; null for none.
        private static string[] ReadHeaders<T>(IEnumerable<KeyValuePair<string, T>> headers)
            where T : IEnumerable<string>
        {
            var given = (headers ?? new KeyValuePair<string, T>[0]).ToList();
            foreach (var names in VobizHeaders)
            {
                var values = names.Skip(1).Select(name => ReadHeader(given, name)).ToList();
                if (values.Any(found => found.Count > 0))
                {
                    // A header that is there twice counts as one without a value.
                    var single = values.Select(found => found.Count == 1 ? found[0] ?? "" : "");
                    return new[] { names[0] }.Concat(single).ToArray();
                }
            }
            return null;
        }

        private static List<string> ReadHeader<T>(IEnumerable<KeyValuePair<string, T>> headers, string name)
            where T : IEnumerable<string>
        {
            return headers
                .Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                .SelectMany(header => header.Value)
                .ToList();
        }
    }
}
