using System.Globalization;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tocsin.Server.Endpoints;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// What a stream of warnings is held against: a server that does nothing but write the same bytes to its subscribers,
/// once all of them have come.
/// </summary>
internal static class BareServer
{
    /// <summary>How its one line of output begins; the address follows.</summary>
    public const string Announcement = "bare on ";

    /// <summary>Serves until its input ends.</summary>
    /// <param name="subscribers">How many are to come.</param>
    /// <param name="messages">How many messages each gets.</param>
    /// <param name="file">A file with the message.</param>
    public static async Task<int> RunAsync(string subscribers, string messages, string file)
    {
        var message = WatchWarningsResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
        EncodedResponses.Keep(message);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new BareWatch(
            int.Parse(subscribers, CultureInfo.InvariantCulture), int.Parse(messages, CultureInfo.InvariantCulture),
            message));
        await using var app = builder.Build();
        app.MapGrpcService<BareWatch>();
        await app.StartAsync();
        var features = app.Services.GetRequiredService<IServer>().Features;
        var listening = features.Get<IServerAddressesFeature>()!;
        Console.WriteLine(Announcement + listening.Addresses.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    [BindServiceMethod(typeof(EncodedResponses), nameof(EncodedResponses.BindService))]
    private sealed class BareWatch(int subscribers, int messages, WatchWarningsResponse message)
        : WarningService.WarningServiceBase
    {
        private readonly TaskCompletionSource _allIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _in;

        public override async Task WatchWarnings(
            WatchWarningsRequest request, IServerStreamWriter<WatchWarningsResponse> responseStream,
            ServerCallContext context)
        {
            await responseStream.WriteAsync(new WatchWarningsResponse { Checkpoint = new Checkpoint() });
            if (Interlocked.Increment(ref _in) == subscribers) _allIn.SetResult();
            await _allIn.Task;
            for (var sent = 0; sent < messages; sent++) await responseStream.WriteAsync(message);
            var gone = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(() => gone.TrySetResult());
            await gone.Task;
        }
    }
}
