using System.Globalization;
using System.Reflection;
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
        private TaskCompletionSource<int> _asked = NewAsked();

        public override async Task WatchWarnings(
            WatchWarningsRequest request, IServerStreamWriter<WatchWarningsResponse> responseStream,
            ServerCallContext context)
        {
            // Read before the client knows that it is in, so that it cannot ask too early.
            var asked = Volatile.Read(ref _asked);
            await responseStream.WriteAsync(new WatchWarningsResponse { Checkpoint = new Checkpoint() });
            try
            {
                while (true)
                {
                    var messages = await asked.Task.WaitAsync(context.CancellationToken);
                    asked = Volatile.Read(ref _asked);
                    for (var sent = 0; sent < messages; sent++) await responseStream.WriteAsync(message);
                }
            }
            catch (OperationCanceledException)
            {
                // It went.
            }
        }

        // The way to ask it: the number stands where the id of a warning would.
        public override Task<GetWarningResponse> GetWarning(GetWarningRequest request, ServerCallContext context)
        {
            var messages = int.Parse(request.WarningId, CultureInfo.InvariantCulture);
            Interlocked.Exchange(ref _asked, NewAsked()).SetResult(messages);
            return Task.FromResult(new GetWarningResponse());
        }

        private static TaskCompletionSource<int> NewAsked() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
