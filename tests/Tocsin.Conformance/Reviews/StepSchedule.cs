using System.Threading.Channels;
using Tocsin.Core.Storage;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// Runs the code under test so that nothing happens by itself: every call to a store is parked until it is let go, and
/// letting one go runs all that follows from it, up to the next parked calls. The same choices give the same run.
/// </summary>
/// <remarks>
/// It is the synchronization context of the code under test, which awaits on the context it was started on; so it knows
/// when all of that code waits.
/// </remarks>
internal sealed class StepSchedule : SynchronizationContext
{
    private readonly Channel<(SendOrPostCallback Callback, object? State)> _posted =
        Channel.CreateUnbounded<(SendOrPostCallback, object?)>();

    private readonly List<ParkedCall> _parked = [];
    private int _underway;

    /// <summary>The calls that wait, in the order in which they came.</summary>
    public IReadOnlyList<ParkedCall> Parked => _parked;

    public override void Post(SendOrPostCallback d, object? state) => _posted.Writer.TryWrite((d, state));

    /// <summary>Called by the code under test: waits until the call is let go, then makes it.</summary>
    /// <exception cref="StoreUnavailableException">The call is to fail, before or after it was made.</exception>
    public async ValueTask<T> CallAsync<T>(string actor, string what, Func<ValueTask<T>> call)
    {
        var parked = new ParkedCall(actor, what);
        _parked.Add(parked);
        if (await parked.Fate == CallFate.FailsBefore) throw new StoreUnavailableException("before");
        _underway++;
        try
        {
            var answer = await call();
            return await parked.Fate == CallFate.FailsAfter
                ? throw new StoreUnavailableException("after") : answer;
        }
        finally
        {
            _underway--;
        }
    }

    /// <summary>Starts code under test and runs it until it waits or ends.</summary>
    public async Task<Task<T>> StartAsync<T>(Func<Task<T>> start)
    {
        Task<T>? started = null;
        await RunAsync(() => started = start());
        return started!;
    }

    /// <summary>Lets a parked call go and runs what follows from it.</summary>
    public Task ReleaseAsync(ParkedCall call, CallFate fate)
    {
        _parked.Remove(call);
        return RunAsync(() => call.Decide(fate));
    }

    private async Task RunAsync(Action first)
    {
        Invoke(_ => first(), null);
        while (_underway > 0 || _posted.Reader.Count > 0)
        {
            var (callback, state) = await _posted.Reader.ReadAsync();
            Invoke(callback, state);
        }
    }

    private void Invoke(SendOrPostCallback callback, object? state)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}

/// <summary>A call to a store that waits to be let go.</summary>
internal sealed class ParkedCall(string actor, string what)
{
    private readonly TaskCompletionSource<CallFate> _fate = new();

    /// <summary>Whose it is.</summary>
    public string Actor => actor;

    /// <summary>What becomes of it, once that is decided.</summary>
    public Task<CallFate> Fate => _fate.Task;

    public void Decide(CallFate fate) => _fate.SetResult(fate);

    public override string ToString() => $"{actor} {what}";
}

/// <summary>What becomes of a call.</summary>
internal enum CallFate
{
    /// <summary>It is made and answered.</summary>
    Answers,

    /// <summary>It fails and never reached the store: as when its process died before.</summary>
    FailsBefore,

    /// <summary>The store made it and the answer was lost: as when the process died right after.</summary>
    FailsAfter,
}
