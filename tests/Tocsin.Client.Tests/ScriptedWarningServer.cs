using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Client.Tests;

/// <summary>A real gRPC server on a local port that plays one script a call, then holds further calls open.</summary>
internal sealed class ScriptedWarningServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Channel<WatchWarningsRequest> _requests;

    private ScriptedWarningServer(WebApplication application, Channel<WatchWarningsRequest> requests)
    {
        _application = application;
        _requests = requests;
    }

    public Uri Address => new(_application.Urls.Single());

    public int Port => Address.Port;

    public static Task<ScriptedWarningServer> StartAsync(params WatchScript[] scripts) => StartAsync(0, scripts);

    public static async Task<ScriptedWarningServer> StartAsync(int port, params WatchScript[] scripts)
    {
        var service = new Service(new Queue<WatchScript>(scripts));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service);
        var application = builder.Build();
        application.MapGrpcService<Service>();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new ScriptedWarningServer(application, service.Requests);
    }

    /// <summary>Waits for the next request, in the order in which calls came.</summary>
    public ValueTask<WatchWarningsRequest> NextRequestAsync() =>
        _requests.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
    }

    private sealed class Service(Queue<WatchScript> scripts) : WarningService.WarningServiceBase
    {
        public Channel<WatchWarningsRequest> Requests { get; } = Channel.CreateUnbounded<WatchWarningsRequest>();

        public override async Task WatchWarnings(
            WatchWarningsRequest request,
            IServerStreamWriter<WatchWarningsResponse> responseStream,
            ServerCallContext context)
        {
            WatchScript script;
            lock (scripts) script = scripts.Count > 0 ? scripts.Dequeue() : Scripts.Hold;
            Requests.Writer.TryWrite(request);
            await script(responseStream, context);
        }
    }
}
