using System.Diagnostics;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>Counts what comes to a crowd in one round. Thread-safe.</summary>
/// <param name="expected">How much is to come.</param>
internal sealed class Arrivals(long expected)
{
    private readonly TaskCompletionSource<long> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;
    private long _first;

    /// <summary>What came last, once all is there.</summary>
    public WarningChange? Last { get; private set; }

    /// <summary>Takes a change.</summary>
    /// <returns>How many came so far.</returns>
    public long Take(WarningChange change, long arrived)
    {
        Interlocked.CompareExchange(ref _first, arrived, 0);
        var count = Interlocked.Increment(ref _count);
        if (count == expected)
        {
            Last = change;
            _all.TrySetResult(arrived);
        }

        return count;
    }

    /// <summary>Waits until all is there; from the first that came to the last.</summary>
    public async Task<TimeSpan> AllAsync(Crowd crowd)
    {
        await Task.WhenAny(_all.Task, crowd.Broken);
        return crowd.Fault is { } fault
            ? throw new InvalidDataException(fault)
            : Stopwatch.GetElapsedTime(Volatile.Read(ref _first), await _all.Task);
    }
}
