using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using VobizSignatures;

/// <summary>Calls the C# verifier for the tests: one call a line on stdin, one character a call on stdout.</summary>
public static class Program
{
    public static void Main()
    {
        var lines = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var answers = new StringBuilder();
        for (var line = lines.ReadLine(); line != null; line = lines.ReadLine())
        {
            answers.Append(Answer(line.Split('\t')));
        }
        Console.Out.Write(answers);
    }

    private static char Answer(string[] f)
    {
        try
        {
            var method = Uri.UnescapeDataString(f[1]);
            var url = Uri.UnescapeDataString(f[2]);
            var nonce = Uri.UnescapeDataString(f[3]);
            var signature = Uri.UnescapeDataString(f[4]);
            var form = Pairs(f[6]);
            var tokens = new Tokens(List(f[7]), List(f[8]));
            bool valid;
            switch (f[0])
            {
                case "verify":
                    valid = WebhookSignature.VerifyRequest(method, url, Pairs(f[5]), form, tokens);
                    break;
                case "v2":
                    valid = WebhookSignature.VerifySignatureV2(url, nonce, signature, tokens);
                    break;
                default:
                    var single = form.ToDictionary(field => field.Key, field => field.Value[0]);
                    valid = WebhookSignature.VerifySignatureV3(url, nonce, signature, tokens, method, single);
                    break;
            }
            return valid ? '1' : '0';
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error);
            return 'E';
        }
    }

    private static Dictionary<string, List<string>> Pairs(string text)
    {
        var found = new Dictionary<string, List<string>>();
        foreach (var item in text.Split('&').Where(item => item.Length > 0))
        {
            var halves = item.Split(new[] { '=' }, 2);
            var name = Uri.UnescapeDataString(halves[0]);
            if (!found.ContainsKey(name))
            {
                found[name] = new List<string>();
            }
            found[name].Add(Uri.UnescapeDataString(halves[1]));
        }
        return found;
    }

    private static List<string> List(string text)
    {
        return Pairs(text).TryGetValue("", out var values) ? values : new List<string>();
    }
}
