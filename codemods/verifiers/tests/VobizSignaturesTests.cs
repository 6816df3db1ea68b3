@if guarded
// No project here names a test framework: define NUNIT and reference NUnit to compile this file.
#if NUNIT
@end
using System.Collections.Generic;
using System.Linq;
@if nunit
using NUnit.Framework;
@end
@if xunit
using Xunit;
@end
@if mstest
using Microsoft.VisualStudio.TestTools.UnitTesting;
@end

namespace @namespace@.Tests
{
    /// <summary>
    /// Tests of VobizSignatures.cs: recorded requests, and what must be refused.
    ///
    /// Written by plivo-to-vobiz. It replaces this file together with that one.
    /// </summary>
@if nunit
    [TestFixture]
@end
@if mstest
    [TestClass]
@end
    public class VobizSignaturesTests
    {
        private static readonly Case[] Cases =
        {
@cases@
        };

        [@test@]
        public void DecidesWholeRequests()
        {
            foreach (var one in Cases)
            {
                Expect(one, one.Valid, one.IsAccepted(one.Headers(), one.Token));
            }
        }

        [@test@]
        public void DecidesByTheMethodsThatReplacePlivos()
        {
            foreach (var one in Cases)
            {
                Expect(one, one.Valid, one.IsValid(one.Token));
            }
        }

        [@test@]
        public void AcceptsOneOfSeveralTokens()
        {
            foreach (var one in Cases)
            {
                Expect(one, one.Valid, one.IsAccepted(one.Headers(), "another-token", one.Token));
            }
        }

        [@test@]
        public void RefusesAnotherTokenAndOneThatWasNeverSet()
        {
            foreach (var one in Cases)
            {
                foreach (var token in new[] { "another-token", "", null })
                {
                    Expect(one, false, one.IsAccepted(one.Headers(), token));
                    Expect(one, false, one.IsValid(token));
                }
                Expect(one, false, one.IsAccepted(one.Headers()));
            }
        }

        [@test@]
        public void RefusesChangedAndMissingHeaders()
        {
            foreach (var one in Cases)
            {
                var changed = one.Headers();
                changed[one.NonceHeader] = new[] { one.Nonce + "1" };
                Expect(one, false, one.IsAccepted(changed, one.Token));
                foreach (var name in one.Headers().Keys.ToList())
                {
                    var left = one.Headers();
                    left.Remove(name);
                    Expect(one, false, one.IsAccepted(left, one.Token));
                }
            }
        }

        [@test@]
        public void RefusesAHeaderThatIsThereTwice()
        {
            foreach (var one in Cases)
            {
                var twice = one.Headers();
                twice[one.SignatureHeader] = new[] { one.Signature, one.Signature };
                Expect(one, false, one.IsAccepted(twice, one.Token));
            }
        }

        [@test@]
        public void RefusesAnOlderVersionBesideANewerOneThatFails()
        {
            foreach (var one in Cases.Where(one => one.Version == "v2"))
            {
                var sent = one.Headers();
                sent["x-" + one.Provider + "-signature-v3"] = new[] { "AAAA" };
                sent["x-" + one.Provider + "-signature-v3-nonce"] = new[] { one.Nonce };
                Expect(one, false, one.IsAccepted(sent, one.Token));
            }
        }
@if both

        [@test@]
        public void RefusesHeadersOfBothProviders()
        {
            var sent = new Dictionary<string, string[]>();
            foreach (var header in Cases.SelectMany(one => one.Headers()))
            {
                sent[header.Key] = header.Value;
            }
            foreach (var one in Cases)
            {
                Expect(one, false, one.IsAccepted(sent, one.Token));
            }
        }
@end

        private static void Expect(Case one, bool expected, bool actual)
        {
@if nunit
            Assert.That(one.Name + ": " + actual, Is.EqualTo(one.Name + ": " + expected));
@end
@if xunit
            Assert.Equal(one.Name + ": " + expected, one.Name + ": " + actual);
@end
@if mstest
            Assert.AreEqual(one.Name + ": " + expected, one.Name + ": " + actual);
@end
        }

        private sealed class Case
        {
            public readonly string Name, Provider, Version, Method, Url, SignatureHeader, Signature, Nonce, Token;
            public readonly bool Valid;
            private readonly Dictionary<string, string> form = new Dictionary<string, string>();

            public Case(
                string name,
                string provider,
                string version,
                string method,
                string url,
                string[] signed,
                string token,
                bool valid,
                params string[] form)
            {
                Name = name;
                Provider = provider;
                Version = version;
                Method = method;
                Url = url;
                SignatureHeader = signed[0];
                Signature = signed[1];
                Nonce = signed[2];
                Token = token;
                Valid = valid;
                for (var index = 0; index < form.Length; index += 2)
                {
                    this.form[form[index]] = form[index + 1];
                }
            }

            public string NonceHeader
            {
                get { return "x-" + Provider + "-signature-" + Version + "-nonce"; }
            }

            public Dictionary<string, string[]> Headers()
            {
                return new Dictionary<string, string[]>
                {
                    { SignatureHeader, new[] { Signature } },
                    { NonceHeader, new[] { Nonce } },
                };
            }

            public bool IsAccepted(Dictionary<string, string[]> headers, params string[] tokens)
            {
                var fields = form.ToDictionary(field => field.Key, field => new[] { field.Value });
                return WebhookSignature.VerifyRequest(Method, Url, headers, fields, TokensOf(tokens));
            }

            public bool IsValid(string token)
            {
                var tokens = TokensOf(new[] { token });
                return Version == "v2"
                    ? WebhookSignature.VerifySignatureV2(Url, Nonce, Signature, tokens)
                    : WebhookSignature.VerifySignatureV3(Url, Nonce, Signature, tokens, Method, form);
            }

            private Tokens TokensOf(string[] tokens)
            {
@if both
                return Provider == "plivo" ? new Tokens(tokens, new string[0]) : new Tokens(new string[0], tokens);
@end
@if vobiz
                return new Tokens(tokens);
@end
            }
        }
    }
}
@if guarded
#endif
@end
