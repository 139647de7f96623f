using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// The one way rule files become active: read, validate, guard, compile, run the examples, take the next activation
/// number, archive, exchange the reference. On any fault the set in force goes on answering. Thread-safe.
/// </summary>
internal sealed class RuleGate(
    IStore store, ActiveRuleSet active, RuleArchive archive, RuleSettings settings, ServerMetrics metrics,
    TimeProvider time, ILogger<RuleGate> logger) : IDisposable
{
    /// <summary>The most problems of one set that are logged.</summary>
    public const int MaximumLogged = 50;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private string _declined = "";
    private volatile IReadOnlyList<RuleProblem> _problems = [];

    /// <summary>Errors of the files now in the rules folder; empty when they are active.</summary>
    public IReadOnlyList<RuleProblem> Problems => _problems;

    /// <summary>Activates a folder's files when they changed and are good.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store does not give an activation number now; try again.
    /// </exception>
    public async Task OfferAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (files.Digest == active.Current?.Set.Digest && active.Current.Number > 0)
            {
                await CatchUpAsync(active.Current, cancellation);
                Accept();
            }
            else if (files.Digest != _declined)
            {
                await TryActivateAsync(files, cancellation);
                // What a load leaves behind is old and large, compiled code above all. Collected in the background at
                // once, memory stays flat over any number of swaps; left to itself, it doubled over 400.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Notes that the folder cannot be read.</summary>
    public void Unreadable(string message) => Reject("unreadable", [
        new RuleProblem(ProblemSeverity.Error, "FOLDER_UNREADABLE", "", "", 0, message),
    ]);

    /// <summary>Reads files off the caller's thread: compiling takes a while.</summary>
    public Task<RuleSetReading> ReadAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return Task.Run(() => RuleSetReader.Read(files, today), cancellation);
    }

    /// <summary>Takes a number for a set that was read, and makes it answer.</summary>
    /// <exception cref="StoreUnavailableException">The store does not give an activation number now.</exception>
    public async Task ActivateAsync(RuleSet set, long startedAt, CancellationToken cancellation)
    {
        var activation = await TakeNumberAsync(set.Digest, cancellation);
        Exchange(new ActivatedRuleSet(set, activation.Number, activation.At), startedAt);
    }

    /// <summary>Notes the problems of files that cannot be activated.</summary>
    public void Reject(string digest, IReadOnlyList<RuleProblem> problems)
    {
        var errors = problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
        if (_declined == digest) return;
        _declined = digest;
        _problems = errors;
        metrics.FolderProblems.Set(errors.Count);
        metrics.Swapped("rejected");
        Log.RuleSetRejected(logger, digest, errors.Count);
        foreach (var problem in errors.Take(MaximumLogged)) Log.RuleProblemFound(logger, problem);
    }

    private async Task TryActivateAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var reading = await ReadAsync(files, cancellation);
        if (reading.RuleSet is not { } set)
        {
            Reject(files.Digest, reading.Problems);
            return;
        }

        foreach (var problem in reading.Problems.Take(MaximumLogged)) Log.RuleProblemToLookAt(logger, problem);
        var isSameRevision = set.Manifest.Revision == active.Current?.Set.Manifest.Revision;
        if (settings.ActivateOn == "manifest" && isSameRevision && active.Current?.Number > 0)
        {
            // Good files that wait for their revision: there is no problem to tell, and nothing to read again.
            Accept();
            _declined = files.Digest;
            return;
        }

        await ActivateAsync(set, startedAt, cancellation);
        Accept();
    }

    private void Accept()
    {
        _declined = "";
        _problems = [];
        metrics.FolderProblems.Set(0);
    }

    // Between two activations of these files another instance may have taken a number for others, which this one never
    // saw. Under the older number it would leave every review to that instance, and refuse whoever asks for the newer.
    private async Task CatchUpAsync(ActivatedRuleSet current, CancellationToken cancellation)
    {
        try
        {
            var stored = await store.Activations.ReadAsync(cancellation);
            if (stored?.Digest == current.Set.Digest && stored.Number > current.Number)
                Exchange(new ActivatedRuleSet(current.Set, stored.Number, stored.At), Stopwatch.GetTimestamp());
        }
        catch (StoreUnavailableException)
        {
            // The set in force goes on answering; the next look asks again.
        }
    }

    private void Exchange(ActivatedRuleSet next, long startedAt)
    {
        try
        {
            archive.Keep(next);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.ArchiveFailed(logger, exception.Message);
        }

        active.Activate(next);
        metrics.Swapped("activated");
        var set = next.Set;
        metrics.Activated(set.Manifest.Name, set.Manifest.Revision, set.Digest, next.Number);
        var elapsed = (long)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
        Log.RuleSetActivated(
            logger, set.Manifest.Name, set.Manifest.Revision, next.Number, set.Digest[..12], elapsed);
    }

    // The same files after a restart are the same activation; other files take the next number.
    private async Task<Activation> TakeNumberAsync(string digest, CancellationToken cancellation)
    {
        while (true)
        {
            var current = await store.Activations.ReadAsync(cancellation);
            if (current?.Digest == digest) return current;
            var taken = await store.Activations.TryAdvanceAsync(
                new Activation((current?.Number ?? 0) + 1, digest, time.GetUtcNow()), cancellation);
            if (taken is not null) return taken;
        }
    }
}
