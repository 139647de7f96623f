using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tocsin.Server.Endpoints;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// What a stream of warnings is held against: a server that does nothing but write the same bytes to those who watch,
/// as often as it is asked to.
/// </summary>
internal static class BareServer
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-bare";

    /// <summary>Starts one in a process of its own.</summary>
    /// <param name="file">A file with the message.</param>
    /// <param name="environment">Variables in its environment.</param>
    public static Task<ServedProcess> StartAsync(string file, IReadOnlyDictionary<string, string> environment) =>
        ServedProcess.StartAsync(Assembly.GetEntryAssembly()!.Location, environment, Command, file);

    /// <summary>Has it write to everybody who watches, each so many messages.</summary>
    public static async Task WriteAsync(CallInvoker server, int messages) =>
        await new WarningService.WarningServiceClient(server).GetWarningAsync(
            new GetWarningRequest { WarningId = messages.ToString(CultureInfo.InvariantCulture) });

    /// <summary>Has it write one message to those who watch a branch.</summary>
    public static async Task WriteToAsync(CallInvoker server, string branch) =>
        await new WarningService.WarningServiceClient(server).GetWarningAsync(
            new GetWarningRequest { WarningId = branch });

    /// <summary>Serves until its input ends.</summary>
    /// <param name="file">A file with the message.</param>
    public static async Task<int> RunAsync(string file)
    {
        var message = WatchWarningsResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
        EncodedResponses.Keep(message);
        return await ServedHere.RunAsync(
            services => services.AddSingleton(new BareWatch(message)), app => app.MapGrpcService<BareWatch>());
    }

    [BindServiceMethod(typeof(EncodedResponses), nameof(EncodedResponses.BindService))]
    private sealed class BareWatch(WatchWarningsResponse message) : WarningService.WarningServiceBase
    {
        // Much more than waits for one that reads.
        private const int MostWaiting = 10_000;

        private readonly ConcurrentDictionary<string, ConcurrentBag<ChannelWriter<bool>>> _branches = new();
        private TaskCompletionSource<int> _asked = NewAsked();

        public override async Task WatchWarnings(
            WatchWarningsRequest request, IServerStreamWriter<WatchWarningsResponse> responseStream,
            ServerCallContext context)
        {
            try
            {
                if (request.Filter?.Labels.Values.SingleOrDefault() is { } branch)
                    await WatchAsync(branch, responseStream, context.CancellationToken);
                else
                    await WatchAsync(responseStream, context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                // It went.
            }
        }

        // The way to ask it: a number of messages for everybody, or a branch, stands where the id of a warning would.
        public override Task<GetWarningResponse> GetWarning(GetWarningRequest request, ServerCallContext context)
        {
            if (int.TryParse(request.WarningId, NumberStyles.None, CultureInfo.InvariantCulture, out var messages))
                Interlocked.Exchange(ref _asked, NewAsked()).SetResult(messages);
            else if (_branches.TryGetValue(request.WarningId, out var watching))
                foreach (var one in watching) one.TryWrite(true);
            return Task.FromResult(new GetWarningResponse());
        }

        private async Task WatchAsync(IServerStreamWriter<WatchWarningsResponse> stream, CancellationToken cancellation)
        {
            // Read before the client knows that it is in, so that it cannot ask too early.
            var asked = Volatile.Read(ref _asked);
            await stream.WriteAsync(new WatchWarningsResponse { Checkpoint = new Checkpoint() }, cancellation);
            while (true)
            {
                var messages = await asked.Task.WaitAsync(cancellation);
                asked = Volatile.Read(ref _asked);
                for (var sent = 0; sent < messages; sent++) await stream.WriteAsync(message, cancellation);
            }
        }

        private async Task WatchAsync(
            string branch, IServerStreamWriter<WatchWarningsResponse> stream, CancellationToken cancellation)
        {
            var asked = Channel.CreateBounded<bool>(MostWaiting);
            _branches.GetOrAdd(branch, _ => []).Add(asked.Writer);
            await stream.WriteAsync(new WatchWarningsResponse { Checkpoint = new Checkpoint() }, cancellation);
            await foreach (var _ in asked.Reader.ReadAllAsync(cancellation))
                await stream.WriteAsync(message, cancellation);
        }

        private static TaskCompletionSource<int> NewAsked() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
