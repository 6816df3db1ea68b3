using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace VobizSignatures
{
    /// <summary>The auth tokens of both accounts; several during rotation. An empty token never matches.</summary>
    public sealed class Tokens
    {
        public Tokens(IEnumerable<string> plivo, IEnumerable<string> vobiz)
        {
            Plivo = plivo.ToArray();
            Vobiz = vobiz.ToArray();
        }

        public IReadOnlyList<string> Plivo { get; }

        public IReadOnlyList<string> Vobiz { get; }

        /// <summary>One token of each; null for a provider that is refused.</summary>
        public static Tokens Of(string plivo, string vobiz)
        {
            return new Tokens(new[] { plivo }, new[] { vobiz });
        }
    }

    /// <summary>
    /// Checks the webhook signatures of Plivo and of Vobiz, for the time both send calls.
    ///
    /// Written by plivo-to-vobiz. Needs .NET Standard 2.0 or .NET Framework 4.6.1, C# 7, and nothing besides.
    ///
    /// VerifySignatureV3 and VerifySignatureV2 take the arguments of VerifySignature of Plivo's XPlivoSignatureV3 and
    /// XPlivoSignatureV2, with the tokens of both providers in the place of Plivo's, and accept a signature of either.
    /// VerifyRequest looks at a whole request and is the better choice for new code.
    ///
    /// Every method answers true or false. Nothing a remote sender controls makes one throw, an empty token never
    /// matches, and digests are compared in constant time.
    ///
    /// What is signed differs: Plivo V3 covers the URL, its query and the form; Vobiz covers the URL up to its query
    /// and the nonce, and nothing else. The body and the query of a Vobiz request are not authenticated: put what must
    /// not be forged into the path, and remember nonces for about five minutes to refuse replays.
    ///
    /// The URL is the public one that the provider was given, not the one a proxy passes on. The form holds the fields
    /// of the body, not those of the query.
    /// </summary>
    public static class WebhookSignature
    {
        private static readonly string[][] PlivoHeaders =
        {
            new[] { "v3", "X-Plivo-Signature-V3", "X-Plivo-Signature-Ma-V3", "X-Plivo-Signature-V3-Nonce" },
            new[] { "v2", "X-Plivo-Signature-V2", "X-Plivo-Signature-Ma-V2", "X-Plivo-Signature-V2-Nonce" },
        };

        private static readonly string[][] VobizHeaders =
        {
            new[] { "v3", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce" },
            new[] { "v2", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce" },
        };

        private static readonly Regex Absolute = new Regex("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]");
        private static readonly char[] Blanks = { ' ', '\t' };

        /// <summary>Whether Plivo or Vobiz signed this request with a V3 signature.</summary>
        public static bool VerifySignatureV3(
            string uri,
            string nonce,
            string xPlivoSignature,
            Tokens authToken,
            string method,
            IDictionary<string, string> parameters = null)
        {
            var fields = parameters ?? new Dictionary<string, string>();
            var form = fields.Select(field => new Pair(field.Key, field.Value)).ToList();
            var text = PlivoV3Text(method, uri, nonce, form);
            var byPlivo = IsSigned(text, nonce, xPlivoSignature, authToken.Plivo, true);
            var byVobiz = IsSigned(VobizText(uri, nonce, "."), nonce, xPlivoSignature, authToken.Vobiz, false);
            return byPlivo | byVobiz;
        }

        /// <summary>Whether Plivo or Vobiz signed this URL with a V2 signature.</summary>
        public static bool VerifySignatureV2(string uri, string nonce, string xPlivoSignature, Tokens authToken)
        {
            var byPlivo = IsSigned(PlivoV2Text(uri, nonce), nonce, xPlivoSignature, authToken.Plivo, true);
            var byVobiz = IsSigned(VobizText(uri, nonce, ""), nonce, xPlivoSignature, authToken.Vobiz, false);
            return byPlivo | byVobiz;
        }

        /// <summary>
        /// Whether Plivo or Vobiz signed this request, told by the headers it carries.
        ///
        /// A request with headers of both providers is refused, and so is one with a header twice. The newest version
        /// that is present decides; one that fails is never tried again as an older one. The main account's headers are
        /// accepted with any of the tokens given, so give a main token only where requests of its sub-accounts arrive.
        /// </summary>
        /// <param name="headers">every value of every header, names in any case: Request.Headers</param>
        /// <param name="form">every value of every field of the body, for Plivo V3: Request.Form</param>
        public static bool VerifyRequest<THeader, TField>(
            string method,
            string url,
            IEnumerable<KeyValuePair<string, THeader>> headers,
            IEnumerable<KeyValuePair<string, TField>> form,
            Tokens tokens)
            where THeader : IEnumerable<string>
            where TField : IEnumerable<string>
        {
            var sent = ToPairs(headers);
            var plivo = ReadHeaders(sent, PlivoHeaders);
            var vobiz = ReadHeaders(sent, VobizHeaders);
            if ((plivo == null) == (vobiz == null))
            {
                return false;
            }
            var found = plivo ?? vobiz;
            var isV3 = found[0] == "v3";
            var nonce = found[3];
            string text;
            if (vobiz != null)
            {
                text = VobizText(url, nonce, isV3 ? "." : "");
            }
            else
            {
                text = isV3 ? PlivoV3Text(method, url, nonce, ToPairs(form)) : PlivoV2Text(url, nonce);
            }
            var given = vobiz != null ? tokens.Vobiz : tokens.Plivo;
            var byOwn = IsSigned(text, nonce, found[1], given, vobiz == null);
            var byMain = IsSigned(text, nonce, found[2], given, vobiz == null);
            return byOwn | byMain;
        }

        private struct Pair : IEquatable<Pair>
        {
            public readonly string Name;
            public readonly string Value;

            public Pair(string name, string value)
            {
                Name = name;
                Value = value;
            }

            public bool Equals(Pair other)
            {
                return Name == other.Name && Value == other.Value;
            }
        }

        // Every token is tried, so that the place of a match does not show.
        private static bool IsSigned(
            string text, string nonce, string signature, IEnumerable<string> tokens, bool mayBeList)
        {
            if (text == null || string.IsNullOrEmpty(nonce) || string.IsNullOrEmpty(signature))
            {
                return false;
            }
            var entries = mayBeList ? signature.Split(',').Select(entry => entry.Trim(Blanks)) : new[] { signature };
            var received = entries.Select(Encoding.UTF8.GetBytes).ToList();
            var matched = false;
            foreach (var token in tokens.Where(token => !string.IsNullOrEmpty(token)))
            {
                byte[] expected;
                using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(token)))
                {
                    var digest = hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
                    expected = Encoding.UTF8.GetBytes(Convert.ToBase64String(digest));
                }
                foreach (var entry in received)
                {
                    matched |= IsSame(expected, entry);
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

        // What Vobiz signs: the URL up to its query, as written, then the nonce.
        private static string VobizText(string url, string nonce, string separator)
        {
            var parts = SplitUrl(url);
            return parts == null ? null : parts[0] + separator + nonce;
        }

        private static string PlivoV2Text(string url, string nonce)
        {
            var parts = SplitUrl(url);
            return parts == null ? null : WithoutCredentials(parts[0]) + nonce;
        }

        // What Plivo signs: the URL, its sorted query, the sorted form, then the nonce.
        private static string PlivoV3Text(string method, string url, string nonce, List<Pair> form)
        {
            var parts = SplitUrl(url);
            var verb = (method ?? "").ToUpperInvariant();
            var isWhole = form.All(pair => pair.Name != null && pair.Value != null);
            if (parts == null || !isWhole || (verb != "GET" && verb != "POST"))
            {
                return null;
            }
            var query = QueryPairs(parts[1]);
            var fields = new List<Pair>(form);
            if (verb == "GET")
            {
                query.AddRange(form.Where(pair => !query.Contains(pair)).ToList());
                fields.Clear();
            }
            var text = Join(query, "=", "&");
            if (text.Length > 0 && fields.Count > 0)
            {
                text += ".";
            }
            text += Join(fields, "", "");
            var mark = query.Count + fields.Count > 0 ? "?" : "";
            return WithoutCredentials(parts[0]) + mark + text + "." + nonce;
        }

        // The URL before its query, and the query; null without scheme and host. Nothing is decoded or normalised.
        private static string[] SplitUrl(string url)
        {
            var text = (url ?? "").Trim();
            if (!Absolute.IsMatch(text))
            {
                return null;
            }
            var whole = text.Split(new[] { '#' }, 2)[0];
            var parts = whole.Split(new[] { '?' }, 2);
            return new[] { parts[0], parts.Length > 1 ? parts[1] : "" };
        }

        private static string WithoutCredentials(string address)
        {
            var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
            var slash = address.IndexOf('/', start);
            var end = slash < 0 ? address.Length : slash;
            var at = address.LastIndexOf('@', end - 1, end - start);
            return at < 0 ? address : address.Substring(0, start) + address.Substring(at + 1);
        }

        private static List<Pair> QueryPairs(string query)
        {
            var pairs = new List<Pair>();
            foreach (var part in query.Split('&').Where(part => part.Length > 0))
            {
                var halves = part.Split(new[] { '=' }, 2);
                pairs.Add(new Pair(Decode(halves[0]), Decode(halves.Length > 1 ? halves[1] : "")));
            }
            return pairs;
        }

        private static List<Pair> ToPairs<T>(IEnumerable<KeyValuePair<string, T>> fields)
            where T : IEnumerable<string>
        {
            return (fields ?? new KeyValuePair<string, T>[0])
                .SelectMany(field => field.Value.Select(value => new Pair(field.Key, value)))
                .ToList();
        }

        // Plus signs are blanks; an escape that is none stays as it is.
        private static string Decode(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var decoded = new List<byte>(bytes.Length);
            for (var index = 0; index < bytes.Length; index++)
            {
                var isEscape = bytes[index] == '%' && index + 2 < bytes.Length;
                var high = isEscape ? FromHex(bytes[index + 1]) : -1;
                var low = isEscape ? FromHex(bytes[index + 2]) : -1;
                if (high >= 0 && low >= 0)
                {
                    decoded.Add((byte)(high << 4 | low));
                    index += 2;
                }
                else
                {
                    decoded.Add(bytes[index] == '+' ? (byte)' ' : bytes[index]);
                }
            }
            return Encoding.UTF8.GetString(decoded.ToArray());
        }

        private static int FromHex(byte character)
        {
            if (character >= '0' && character <= '9')
            {
                return character - '0';
            }
            var letter = character | 0x20;
            return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
        }

        // By name, then value, each by UTF-16 code unit, as Plivo and .NET's ordinal order sort.
        private static string Join(List<Pair> pairs, string between, string after)
        {
            var sorted = pairs
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Value, StringComparer.Ordinal);
            return string.Join(after, sorted.Select(pair => pair.Name + between + pair.Value));
        }

        // Version, own signature, main signature and nonce of the newest version that is present; null for none.
        private static string[] ReadHeaders(List<Pair> headers, string[][] versions)
        {
            foreach (var names in versions)
            {
                var values = names.Skip(1).Select(name => ReadHeader(headers, name)).ToList();
                if (values.Any(found => found.Count > 0))
                {
                    // A header that is there twice counts as one without a value.
                    var single = values.Select(found => found.Count == 1 ? found[0] ?? "" : "");
                    return new[] { names[0] }.Concat(single).ToArray();
                }
            }
            return null;
        }

        private static List<string> ReadHeader(List<Pair> headers, string name)
        {
            return headers
                .Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
                .Select(header => header.Value)
                .ToList();
        }
    }
}
