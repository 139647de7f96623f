using Tocsin.Server.Settings;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Gives what is in the rules folder: at first, whenever something in it moved and came to rest, and every few seconds
/// in any case. One reader.
/// </summary>
/// <remarks>
/// At rest is a folder without an event for the quiet time, until after it was read. Where no event told of a change,
/// two looks that are a quiet time apart are the same. Time is measured by a clock that nobody sets.
/// </remarks>
/// <param name="settings">The folder, and how long is waited for what.</param>
/// <param name="time">What the waits are measured with.</param>
/// <param name="told">Called when there is news of the watch; returns at once.</param>
internal sealed class RuleFolderFeed(RuleSettings settings, TimeProvider time, Action<WatchNews, string> told)
    : IDisposable
{
    private readonly SemaphoreSlim _moved = new(0, 1);
    private RuleFolderWatch? _watch;
    private FolderLook? _last;
    private bool _hasBegun;
    private long _events;

    /// <summary>The next look at the folder; at once the first time.</summary>
    public async Task<FolderLook> NextAsync(CancellationToken cancellation)
    {
        if (settings.UseEvents) _watch ??= new RuleFolderWatch(settings.Folder, Moved, told);
        var isTold = _hasBegun && await IsToldAsync(cancellation);
        _hasBegun = true;
        _last = await AtRestAsync(isTold, cancellation);
        return _last;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _moved.Dispose();
    }

    private async Task<bool> IsToldAsync(CancellationToken cancellation)
    {
        using var poll = new CancellationTokenSource(TimeSpan.FromMilliseconds(settings.PollMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(poll.Token, cancellation);
        try
        {
            await _moved.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<FolderLook> AtRestAsync(bool isTold, CancellationToken cancellation)
    {
        var beganAt = time.GetTimestamp();
        var longest = TimeSpan.FromMilliseconds(settings.MaximumWaitMs);
        var quiet = TimeSpan.FromMilliseconds(settings.QuietMs);
        FolderLook? before = null;
        if (!isTold)
        {
            before = Look();
            if (before.IsSameAs(_last)) return before;
        }

        while (true)
        {
            var events = Volatile.Read(ref _events);
            var left = longest - time.GetElapsedTime(beganAt);
            if (left > TimeSpan.Zero) await Task.Delay(left < quiet ? left : quiet, time, cancellation);
            var isTooLong = time.GetElapsedTime(beganAt) >= longest;
            if (!isTooLong && Volatile.Read(ref _events) != events) continue;
            var look = Look();
            var isAtRest = Volatile.Read(ref _events) == events && (isTold || look.IsSameAs(before));
            if (isAtRest || isTooLong) return look;
            before = look;
        }
    }

    private FolderLook Look()
    {
        // Events until here are seen by this look, and need no other.
        _moved.Wait(0);
        _watch?.Renew();
        return FolderLook.At(settings);
    }

    private void Moved()
    {
        Interlocked.Increment(ref _events);
        try
        {
            _moved.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already.
        }
        catch (ObjectDisposedException)
        {
            // An event that arrives after the reader stopped has nobody to tell.
        }
    }
}
