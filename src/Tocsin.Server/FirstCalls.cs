using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Tocsin.Core.Rules;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server;

/// <summary>
/// Makes the first calls itself before the server says that it is ready, so that no caller waits for code to be
/// compiled: a decision on nobody, and a question about health over the wire. One that fails keeps nobody waiting.
/// </summary>
internal sealed class FirstCalls(
    IServer server, IHostApplicationLifetime lifetime, DecisionEndpoint decisions, ServerSettings settings,
    ILogger<FirstCalls> logger)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);
    private static readonly Uri _health = new("/grpc.health.v1.Health/Check", UriKind.Relative);

    /// <summary>Asks about health, once the server listens.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        await IsListeningAsync(cancellation);
        await TryAsync(AskNowAsync, cancellation);
    }

    /// <summary>Decides on nobody.</summary>
    public Task DecideAsync(ActivatedRuleSet rules, CancellationToken cancellation) =>
        TryAsync(limited => decisions.RehearseAsync(rules, limited), cancellation);

    private async Task TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_limit);
        try
        {
            await call(limited.Token);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.FirstCallsFailed(logger, fault);
        }
    }

    private async Task IsListeningAsync(CancellationToken cancellation)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(cancellation);
    }

    // As a caller does, but for the library: an empty message in a frame of gRPC's.
    private async Task AskNowAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address() };
        using var request = new HttpRequestMessage(HttpMethod.Post, _health)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await http.SendAsync(request, cancellation);
        await response.Content.CopyToAsync(Stream.Null, cancellation);
    }

    // Where the system chose the port, only the server knows it; and an address for all of the machine's is no place to
    // call.
    private Uri Address()
    {
        var wanted = settings.Server.GrpcEndPoint;
        var port = wanted.Port > 0 ? wanted.Port
            : new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
        var isAny = wanted.Address.Equals(IPAddress.Any) || wanted.Address.Equals(IPAddress.IPv6Any);
        return new UriBuilder("http", (isAny ? IPAddress.Loopback : wanted.Address).ToString(), port).Uri;
    }
}
