using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tocsin.Proofs;

/// <summary>Serves gRPC from this process, set up as Tocsin is.</summary>
internal static class ServedHere
{
    /// <summary>How its one line of output begins; the address follows.</summary>
    public const string Announcement = "serving on ";

    /// <summary>Serves until the input ends.</summary>
    /// <param name="add">Adds what the service needs.</param>
    /// <param name="map">Maps the service.</param>
    public static async Task<int> RunAsync(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc();
        add(builder.Services);
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        var features = app.Services.GetRequiredService<IServer>().Features;
        Console.WriteLine(Announcement + features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
