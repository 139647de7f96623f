using System.Diagnostics;
using Grpc.Core;
using HdrHistogram;
using Tocsin.Load.Servers;
using Tocsin.V1;

namespace Tocsin.Load.Loads;

/// <summary>Calls of one kind on one server, whose answers are verified.</summary>
/// <param name="server">The server.</param>
/// <param name="connections">How many connections share the calls.</param>
/// <param name="request">The request of a call, by its number.</param>
/// <param name="isRight">True for the answer that a call should have.</param>
internal sealed class CallLoad(
    MeasuredServer server, int connections, Func<long, DecideRequest> request, Func<DecideResponse, bool> isRight)
    : IDisposable
{
    private readonly Grpc.Net.Client.GrpcChannel[] _channels = server.Connect(connections);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels) channel.Dispose();
    }

    /// <summary>As many calls as the server answers: a caller makes its next one when the last is answered.</summary>
    public async Task<LoadFigures> ClosedAsync(int callers, TimeSpan window)
    {
        var before = await ServerUsage.ReadAsync(server.Socket);
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(window.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var (client, tally) = (Client(caller), new CallTally());
            for (var number = (long)caller; Stopwatch.GetTimestamp() is var sent && sent < until; number += callers)
                await CallAsync(client, number, sent, tally);
            return tally;
        })));
        return await SumAsync(all, began, before);
    }

    /// <summary>
    /// Calls at a fixed rate, however long the answers take; each is counted from when it was due, so that a call that
    /// a stalled server keeps from being made counts as one that waits.
    /// </summary>
    public async Task<LoadFigures> OpenAsync(double rate, TimeSpan window)
    {
        var before = await ServerUsage.ReadAsync(server.Socket);
        var began = Stopwatch.GetTimestamp();
        var tallies = _channels.Select(_ => new CallTally()).ToArray();
        var clients = _channels.Select((_, index) => Client(index)).ToArray();
        var calls = await PacedCalls.RunAsync(rate, window, (number, due) =>
        {
            var at = (int)(number % clients.Length);
            return CallAsync(clients[at], number, due, tallies[at]);
        });
        await Task.WhenAll(calls);
        return await SumAsync(tallies, began, before);
    }

    private DecisionService.DecisionServiceClient Client(int number) => new(_channels[number % _channels.Length]);

    private async Task CallAsync(DecisionService.DecisionServiceClient client, long number, long due, CallTally tally)
    {
        var right = false;
        try
        {
            right = isRight(await client.DecideAsync(request(number)));
        }
        catch (RpcException)
        {
            // It counts as wrong.
        }

        tally.Add(due, right);
    }

    private async Task<LoadFigures> SumAsync(CallTally[] tallies, long began, ServerUsage before)
    {
        var took = Stopwatch.GetElapsedTime(began);
        var usage = (await ServerUsage.ReadAsync(server.Socket)).Since(before);
        var latencies = LoadFigures.NewHistogram();
        foreach (var tally in tallies) latencies.Add(tally.Latencies);
        return new LoadFigures(
            latencies.TotalCount, tallies.Sum(tally => tally.Wrong), took, latencies, usage);
    }

    private sealed class CallTally
    {
        private readonly Lock _adding = new();
        private long _wrong;

        public LongHistogram Latencies { get; } = LoadFigures.NewHistogram();

        public long Wrong => _wrong;

        public void Add(long due, bool right)
        {
            var took = Stopwatch.GetElapsedTime(due).TotalNanoseconds;
            lock (_adding)
            {
                if (right) Latencies.RecordValue(Math.Clamp((long)took, 1, LoadFigures.Longest));
                else _wrong++;
            }
        }
    }
}
