using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Makes a rule set that has its number answer: archives it, exchanges the one reference, tells. One change at a time
/// is prepared: whoever reads, compiles and exchanges takes the turn before. Thread-safe.
/// </summary>
internal sealed class RuleExchange(
    ActiveRuleSet active, RuleArchive archive, ServerMetrics metrics, ILogger<RuleExchange> logger) : IDisposable
{
    private const int SwapsToYoung = 8;

    private static int _collected;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits until nobody else prepares a change; the turn ends when what is answered is disposed.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        return new Turn(_turn);
    }

    /// <summary>
    /// Why the store's latest activation can be neither the one that answers here nor a later one; empty when it can. A
    /// store that was put back to a backup gives the same numbers again, to other rule sets.
    /// </summary>
    /// <param name="answering">What answered here before the store was asked.</param>
    /// <param name="latest">What the store said.</param>
    public static string Conflict(ActivatedRuleSet? answering, Activation? latest)
    {
        if (answering is not { Number: > 0 } current) return "";
        if (latest?.Number > current.Number
            || (latest?.Number == current.Number && latest.Digest == current.Set.Digest)) return "";
        var stands = latest is null
            ? "has no activation" : $"is at activation {latest.Number}, digest {latest.Digest[..12]}";
        return $"The store {stands}, and this instance answers with {current.Number}, digest "
            + $"{current.Set.Digest[..12]}: the store was restored from a backup, or emptied. Start this instance "
            + "again to go on with what the store says.";
    }

    /// <summary>Makes a rule set answer.</summary>
    /// <param name="set">The rule set.</param>
    /// <param name="activation">Its activation.</param>
    /// <param name="startedAt">When its preparation began, as <see cref="Stopwatch"/> counts.</param>
    public void Exchange(RuleSet set, Activation activation, long startedAt)
    {
        var next = new ActivatedRuleSet(set, activation.Number, activation.At);
        // Never archived as the last good one unless it answers.
        if (active.Current?.Number > next.Number) return;
        try
        {
            archive.Keep(next);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.ArchiveFailed(logger, exception.Message);
        }

        if (!active.Activate(next)) return;
        metrics.Swapped("activated");
        metrics.Activated(set.Manifest.Name, set.Manifest.Revision, set.Digest, next.Number);
        var elapsed = (long)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
        Log.RuleSetActivated(
            logger, set.Manifest.Name, set.Manifest.Revision, next.Number, set.Digest[..12], elapsed);
    }

    /// <summary>
    /// Collects in the background what a load leaves behind, which is large, compiled code above all. Memory then stays
    /// flat over any number of swaps; left to itself, it doubled over 400.
    /// </summary>
    public static void Collect()
    {
        // What comes of a reading that nothing interrupts is young, which the background does not look at. To collect
        // that stops calls for some 20 ms, so that it is not done each time; the background's own stops are of 2 ms.
        if (Interlocked.Increment(ref _collected) % SwapsToYoung == 0)
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) turn.Release();
        }
    }
}
