using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tocsin.Server.Endpoints;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// What a stream of warnings is held against: a server that does nothing but write the same bytes to its subscribers,
/// once all of them have come.
/// </summary>
internal static class BareServer
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-bare";

    private static readonly Dictionary<string, string> _noEnvironment = [];

    /// <summary>Starts one in a process of its own.</summary>
    /// <param name="subscribers">How many are to come.</param>
    /// <param name="messages">How many messages each gets.</param>
    /// <param name="file">A file with the message.</param>
    /// <param name="environment">Variables in its environment; null for none.</param>
    public static Task<ServedProcess> StartAsync(
        int subscribers, int messages, string file, IReadOnlyDictionary<string, string>? environment = null) =>
        ServedProcess.StartAsync(
            environment ?? _noEnvironment, Command, subscribers.ToString(CultureInfo.InvariantCulture),
            messages.ToString(CultureInfo.InvariantCulture), file);

    /// <summary>Serves until its input ends; what it is given is what <see cref="StartAsync"/> was.</summary>
    public static async Task<int> RunAsync(string subscribers, string messages, string file)
    {
        var message = WatchWarningsResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
        EncodedResponses.Keep(message);
        var watch = new BareWatch(
            int.Parse(subscribers, CultureInfo.InvariantCulture), int.Parse(messages, CultureInfo.InvariantCulture),
            message);
        return await ServedHere.RunAsync(
            services => services.AddSingleton(watch), app => app.MapGrpcService<BareWatch>());
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
