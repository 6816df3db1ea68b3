using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Plivo.Utilities;

/// <summary>One check as people write it in ASP.NET Core, for each way to read a header.</summary>
public static class Checks
{
    private const string Signature = "X-Plivo-Signature-V3";
    private const string Nonce = "X-Plivo-Signature-V3-Nonce";
    private static readonly string Token = Environment.GetEnvironmentVariable("PLIVO_AUTH_TOKEN");

    public static bool Implicit(HttpRequest request, string url, Dictionary<string, string> form)
    {
        string nonce = request.Headers[Nonce];
        return XPlivoSignatureV3.VerifySignature(url, nonce, request.Headers[Signature], Token, request.Method, form);
    }

    public static bool Inferred(HttpRequest request, string url, Dictionary<string, string> form)
    {
        var signature = request.Headers["X-Plivo-Signature-V3"];
        var nonce = request.Headers["X-Plivo-Signature-V3-Nonce"];
        if (StringValues.IsNullOrEmpty(signature) || string.IsNullOrEmpty(nonce)) return false;
        return XPlivoSignatureV3.VerifySignature(url, nonce, signature, Token, request.Method, form);
    }

    public static bool Text(HttpRequest request, string url, Dictionary<string, string> form)
    {
        var signature = request.Headers["X-Plivo-Signature-V3"].ToString();
        var nonce = request.Headers["X-Plivo-Signature-V3-Nonce"].ToString();
        return signature.Length > 0 && XPlivoSignatureV3.VerifySignature(url, nonce, signature.Trim(), Token, request.Method, form);
    }

    public static bool First(HttpRequest request, string url, Dictionary<string, string> form)
    {
        var nonce = request.Headers["X-Plivo-Signature-V3-Nonce"].FirstOrDefault();
        return XPlivoSignatureV3.VerifySignature(
            uri: url,
            nonce: nonce,
            method: "POST",
            authToken: Token,
            xPlivoSignature: request.Headers["X-Plivo-Signature-V3"].FirstOrDefault(),
            parameters: form);
    }

    public static bool Tried(HttpRequest request, string url, Dictionary<string, string> form)
    {
        if (!request.Headers.ContainsKey("X-Plivo-Signature-V3")) return false;
        if (!request.Headers.TryGetValue("X-Plivo-Signature-V3", out var signature)
            || !request.Headers.TryGetValue("X-Plivo-Signature-V3-Nonce", out StringValues nonce))
        {
            return false;
        }
        return XPlivoSignatureV3.VerifySignature(url, nonce, signature.ToString(), Token, "POST", form);
    }

    public static bool Own(HttpRequest request, string url, Dictionary<string, string> form)
    {
        return XPlivoSignatureV3.VerifySignature(url, GetHeader(request, Nonce), GetHeader(request, Signature), Token, "POST", form);
    }

    public static bool Older(HttpRequest request, string url, Dictionary<string, string> form)
    {
        string signature = request.Headers["X-Plivo-Signature-V2"];
        return Plivo.Utilities.XPlivoSignatureV2.VerifySignature(url, request.Headers["X-Plivo-Signature-V2-Nonce"], signature, Token);
    }

    private static string GetHeader(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) ? values.ToString() : "";
}
