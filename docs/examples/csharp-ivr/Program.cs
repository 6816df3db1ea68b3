using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;

namespace Lakeside.Ivr
{
    public static class Program
    {
        private static readonly string AuthToken = Setting("PLIVO_AUTH_TOKEN", null);
        private static readonly CallLog Calls = new CallLog();
        private static readonly Voice Voice =
            new Voice(Calls, Setting("PLIVO_NUMBER", "+14155550100"), Setting("DESK_NUMBER", "+14155550133"));

        public static void Main()
        {
            if (AuthToken == null)
            {
                throw new InvalidOperationException("PLIVO_AUTH_TOKEN is not set");
            }
            var port = Setting("PORT", "8080");
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://*:{port}/");
            listener.Start();
            Console.WriteLine($"IVR listening on port {port}");
            while (true)
            {
                var context = listener.GetContext();
                ThreadPool.QueueUserWorkItem(_ => Serve(context));
            }
        }

        private static string Setting(string name, string otherwise)
        {
            var value = Environment.GetEnvironmentVariable(name);
            return string.IsNullOrEmpty(value) ? otherwise : value;
        }

        private static void Serve(HttpListenerContext context)
        {
            try
            {
                Route(context);
            }
            catch (Exception error)
            {
                Console.Error.WriteLine(error);
                context.Response.StatusCode = 500;
            }
            context.Response.Close();
        }

        private static void Route(HttpListenerContext context)
        {
            var request = context.Request;
            var path = request.RawUrl.Split('?')[0];
            // Behind the VPN
            if (path == "/admin/calls")
            {
                Write(context.Response, "application/json", Calls.ToJson());
                return;
            }
            if (!Voice.Routes.ContainsKey(path) || request.HttpMethod != "POST")
            {
                context.Response.StatusCode = 404;
                return;
            }

            // The load balancer ends TLS and says so
            var baseUrl = (request.Headers["X-Forwarded-Proto"] ?? "http") + "://" + request.UserHostName;
            var form = ReadForm(request);
            // From here on, nobody but Plivo
            var signature = request.Headers["X-Plivo-Signature-V3"];
            var nonce = request.Headers["X-Plivo-Signature-V3-Nonce"];
            if (signature == null || nonce == null ||
                !PlivoSignature.IsValid(baseUrl + request.RawUrl, nonce, signature, AuthToken, form))
            {
                context.Response.StatusCode = 403;
                return;
            }

            var xml = Voice.Routes[path](form, baseUrl);
            if (xml != null)
            {
                Write(context.Response, "application/xml", $"<Response>{xml}</Response>");
            }
        }

        private static IDictionary<string, string> ReadForm(HttpListenerRequest request)
        {
            var body = new StreamReader(request.InputStream, Encoding.UTF8).ReadToEnd();
            var fields = new Dictionary<string, string>();
            foreach (var halves in body.Split('&').Where(field => field != "").Select(field => field.Split(new[] { '=' }, 2)))
            {
                fields[WebUtility.UrlDecode(halves[0])] = halves.Length > 1 ? WebUtility.UrlDecode(halves[1]) : "";
            }
            return fields;
        }

        private static void Write(HttpListenerResponse response, string type, string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            response.ContentType = type;
            response.ContentLength64 = bytes.Length;
            response.OutputStream.Write(bytes, 0, bytes.Length);
        }
    }
}
