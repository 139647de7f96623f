using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Tocsin.Client.Tests;

/// <summary>A clock that notes every wait and passes over it at once, so that no test waits for time.</summary>
internal sealed class SkippingClock : FakeTimeProvider
{
    /// <summary>The waits so far, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Waits.Enqueue(dueTime);
        // The caller must hold its timer before the timer fires, so time moves on another thread.
        ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }
}
