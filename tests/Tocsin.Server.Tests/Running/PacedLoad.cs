using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Decisions at a fixed rate, however long the answers take: a call that is late is counted from when it was due.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="rate">How many a second.</param>
/// <param name="request">The request of a call.</param>
/// <param name="faultOf">What is wrong with an answer; null when nothing is.</param>
internal sealed class PacedLoad(
    ServerProcess server, int rate, Func<long, DecideRequest> request, Func<DecideResponse, string?> faultOf)
{
    private const int MostFaults = 1_000;

    // It is told to stop long before.
    private static readonly TimeSpan _longest = TimeSpan.FromHours(2);

    private readonly DecisionService.DecisionServiceClient _client = new(server.Channel);
    private readonly ConcurrentQueue<DueArrival> _calls = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private long _asked;

    /// <summary>Every call that was answered.</summary>
    public IReadOnlyCollection<DueArrival> Calls => _calls;

    /// <summary>Calls that failed or were answered wrongly, the first thousand.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>How many calls were begun.</summary>
    public long Asked => Volatile.Read(ref _asked);

    /// <summary>Asks until told to stop, and waits for every answer.</summary>
    public async Task RunAsync(CancellationToken stop) =>
        await Task.WhenAll(await PacedCalls.RunAsync(rate, _longest, AskAsync, stop));

    private async Task AskAsync(long number, long due)
    {
        Interlocked.Increment(ref _asked);
        try
        {
            var fault = faultOf(await _client.DecideAsync(request(number)));
            _calls.Enqueue(new DueArrival(due, Stopwatch.GetTimestamp()));
            if (fault is not null) Note(fault);
        }
        catch (RpcException failure)
        {
            Note($"a call failed: {failure.Status}");
        }
    }

    private void Note(string fault)
    {
        if (_faults.Count < MostFaults) _faults.Enqueue(fault);
    }
}
