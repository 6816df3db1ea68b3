using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

/// <summary>An application with a path for each check: 200 for a request that it takes, 403 for one that it refuses.</summary>
public static class Program
{
    private delegate bool Check(HttpRequest request, string url, Dictionary<string, string> form);

    private static readonly Dictionary<string, Check> Paths = new Dictionary<string, Check>
    {
        ["/implicit"] = Checks.Implicit,
        ["/inferred"] = Checks.Inferred,
        ["/text"] = Checks.Text,
        ["/first"] = Checks.First,
        ["/tried"] = Checks.Tried,
        ["/own"] = Checks.Own,
        ["/older"] = Checks.Older,
    };

    public static void Main()
    {
        var host = new WebHostBuilder()
            .UseKestrel()
            .UseUrls("http://127.0.0.1:0")
            .Configure(app => app.Run(Handle))
            .Build();
        host.Start();
        Console.WriteLine("listening at " + host.ServerFeatures.Get<IServerAddressesFeature>().Addresses.First());
        host.WaitForShutdown();
    }

    private static async Task Handle(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var fields = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        var url = "https://ivr.example.com" + context.Request.Path;
        context.Response.StatusCode = Paths[context.Request.Path](context.Request, url, fields) ? 200 : 403;
    }
}
