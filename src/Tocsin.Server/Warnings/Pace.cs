namespace Tocsin.Server.Warnings;

/// <summary>Keeps work to so many pieces a second, from its making on. For one caller at a time.</summary>
internal sealed class Pace(int perSecond, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _done;

    /// <summary>Counts pieces that were done and waits while that is more than the rate allows.</summary>
    public async Task KeepAsync(int done, CancellationToken cancellation)
    {
        _done += done;
        var ahead = TimeSpan.FromSeconds((double)_done / perSecond) - time.GetElapsedTime(_started);
        if (ahead > TimeSpan.Zero) await Task.Delay(ahead, time, cancellation);
    }
}
