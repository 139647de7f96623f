using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Background;
using Tocsin.Server.Endpoints;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// The rule sets that once decided, compiled again, by digest. A few are kept at hand, the latest used. Thread-safe.
/// </summary>
internal sealed class ArchivedRuleSets(ActiveRuleSet active, PublishedRuleSets published) : IDisposable
{
    private const int MaximumKept = 4;
    private const int MaximumWaiting = 32;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<(string Digest, RuleSet? Set)> _kept = [];
    private int _waiting;

    /// <summary>The rule set of a digest; null when nobody keeps it any more, or it cannot be read.</summary>
    /// <exception cref="StoreUnavailableException">It is not on this disk, and the store is away.</exception>
    /// <exception cref="FailureException">Too many wait for an earlier rule set.</exception>
    public async ValueTask<RuleSet?> FindAsync(string digest, CancellationToken cancellation)
    {
        if (active.Current?.Set is { } current && current.Digest == digest) return current;
        // Compiling takes a second; whoever wants the same set waits for it.
        await TakeTurnAsync(cancellation);
        try
        {
            var at = _kept.FindIndex(one => one.Digest == digest);
            var found = at >= 0 ? _kept[at] : (digest, await ReadAsync(digest, cancellation));
            if (at >= 0) _kept.RemoveAt(at);
            // What cannot be read now may be read the next time.
            if (found.Item2 is null) return null;
            _kept.Insert(0, found);
            if (_kept.Count > MaximumKept) _kept.RemoveAt(MaximumKept);
            return found.Item2;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task TakeTurnAsync(CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaximumWaiting)
            {
                throw new FailureException(FailureReason.ReportRunning,
                    $"{MaximumWaiting} calls wait for earlier rule sets already; try again when they are answered.");
            }

            await _turn.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<RuleSet?> ReadAsync(string digest, CancellationToken cancellation)
    {
        try
        {
            var files = await published.ReadFilesAsync(digest, cancellation);
            return files is null ? null
                : await BackgroundThreads.Shared.RunAsync(
                    () => ReadingBreath.Read(files).RuleSet, cancellation);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
