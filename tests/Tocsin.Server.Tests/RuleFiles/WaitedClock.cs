using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>A clock that goes on when it is told to, and tells when somebody waits for it.</summary>
internal sealed class WaitedClock : FakeTimeProvider
{
    private readonly Channel<bool> _timers = Channel.CreateUnbounded<bool>();

    /// <summary>Completes when a timer was made that <see cref="Take"/> has not taken; one thread at a time.</summary>
    public Task WaitedForAsync(CancellationToken cancellation) =>
        _timers.Reader.WaitToReadAsync(cancellation).AsTask();

    /// <summary>Takes note of one timer that was made.</summary>
    public void Take() => _timers.Reader.TryRead(out _);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(true);
        return timer;
    }
}
