namespace Tocsin.Client;

/// <summary>The waits between attempts: exponential, capped, and half of each left to chance.</summary>
/// <remarks>
/// Half stays fixed so that a busy server is never met again at once; half is drawn so that the subscribers of a
/// server that restarts do not all come back in the same instant.
/// </remarks>
internal sealed class ReconnectBackoff(TimeSpan first, TimeSpan maximum, Func<double> chance)
{
    // Doubling 62 times overflows no double and passes every cap.
    private const int MaximumDoublings = 62;

    /// <summary>How many attempts have failed in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Counts a failure and gives the wait before the next attempt.</summary>
    public TimeSpan Next()
    {
        var doubled = first.TotalMilliseconds * Math.Pow(2, Math.Min(Failures, MaximumDoublings));
        var ceiling = Math.Min(doubled, maximum.TotalMilliseconds);
        Failures++;
        return TimeSpan.FromMilliseconds(ceiling * (0.5 + (0.5 * Math.Clamp(chance(), 0, 1))));
    }

    /// <summary>Forgets the failures: a message has come.</summary>
    public void Reset() => Failures = 0;
}
