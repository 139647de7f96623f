using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// The one way rule files become active: read, validate, guard, compile, run the examples; then, for files of the rules
/// folder, keep them in the store, take the next activation number and exchange the reference. On any fault the set in
/// force goes on answering. Thread-safe.
/// </summary>
/// <remarks>
/// A folder says something only when its files change: what was handled once is noted on disk with the activation it
/// became. So a roll back holds, and an instance whose folder lags behind the others' does not turn them back.
/// </remarks>
internal sealed class RuleGate(
    IStore store, ActiveRuleSet active, RuleArchive archive, RuleExchange exchange, PublishedRuleSets published,
    RuleSettings settings, JournalSettings instance, ServerMetrics metrics, TimeProvider time,
    ILogger<RuleGate> logger)
{
    /// <summary>The most problems of one set that are logged.</summary>
    public const int MaximumLogged = 50;

    private const string Unread = "unreadable";

    private string _declined = "";
    private volatile IReadOnlyList<RuleProblem> _problems = [];

    /// <summary>Errors of the files now in the rules folder; empty when nothing is wrong with them.</summary>
    public IReadOnlyList<RuleProblem> Problems => _problems;

    /// <summary>Activates a folder's files, or proposes them, when they changed and are good.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store does not keep them or gives no activation number now; try again.
    /// </exception>
    public async Task OfferAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        using var turn = await exchange.TakeTurnAsync(cancellation);
        if (files.Digest == _declined) return;
        if (active.Current is { Number: > 0 } current && files.Digest == current.Set.Digest)
        {
            Handled(files.Digest, current.Number);
        }
        else if (files.Digest == archive.FolderNote?.Digest)
        {
            Accept();
        }
        else
        {
            await TryTakeAsync(files, cancellation);
            RuleExchange.Collect();
        }
    }

    /// <summary>Notes that the folder cannot be read.</summary>
    public void Unreadable(string message)
    {
        // Another reason is told, though it is no other file.
        if (_declined == Unread && _problems.All(problem => problem.Message != message)) _declined = "";
        Reject(Unread, [new RuleProblem(ProblemSeverity.Error, "FOLDER_UNREADABLE", "", "", 0, message)]);
    }

    /// <summary>Reads files off the caller's thread: compiling takes a while.</summary>
    public Task<RuleSetReading> ReadAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return Task.Run(() => RuleSetReader.Read(files, today), cancellation);
    }

    /// <summary>
    /// Takes the next activation number for a set of the folder, unless the store's latest is for the same files.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not give a number now.</exception>
    public async Task<Activation> TakeNumberAsync(RuleSet set, CancellationToken cancellation)
    {
        await published.PublishAsync(set, RulePublication.FolderAuthor, "", cancellation);
        while (true)
        {
            var current = await store.Activations.ReadAsync(cancellation);
            // The same files after a restart, or found by another instance a moment ago, are the same activation.
            if (current?.Digest == set.Digest) return current;
            var taken = await store.Activations.TryAdvanceAsync(
                new Activation((current?.Number ?? 0) + 1, set.Digest, time.GetUtcNow())
                {
                    Origin = ActivationOrigin.Folder,
                    By = instance.Instance,
                },
                cancellation);
            if (taken is not null) return taken;
        }
    }

    /// <summary>
    /// True when files were active on the store after what this folder held before, and are no more: another
    /// instance's folder was faster, and the fleet has been past them.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<bool> IsPassedAsync(string digest, CancellationToken cancellation)
    {
        var since = archive.FolderNote?.Number ?? 0;
        var activations = await store.Activations.ListAsync(long.MaxValue, StoreLimits.MaximumPage, cancellation);
        return activations.Skip(1).TakeWhile(one => one.Number > since).Any(one => one.Digest == digest);
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

    /// <summary>Notes that the folder's files were dealt with: until they change the folder says nothing.</summary>
    public void Handled(string digest, long number)
    {
        Accept();
        try
        {
            archive.NoteFolder(new FolderNote(digest, number));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.ArchiveFailed(logger, exception.Message);
        }
    }

    private async Task TryTakeAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var reading = await ReadAsync(files, cancellation);
        if (reading.RuleSet is not { } set)
        {
            Reject(files.Digest, reading.Problems);
            return;
        }

        foreach (var problem in reading.Problems.Take(MaximumLogged)) Log.RuleProblemToLookAt(logger, problem);
        var current = active.Current;
        if (settings.ActivateOn == "manifest" && current?.Number > 0
            && set.Manifest.Revision == current.Set.Manifest.Revision)
        {
            // Good files that wait for their revision: there is no problem to tell, and nothing to read again.
            Accept();
            _declined = files.Digest;
            return;
        }

        if (settings.FourEyes)
        {
            await published.PublishAsync(set, RulePublication.FolderAuthor, "", cancellation);
            Log.RuleSetProposed(logger, set.Manifest.Name, set.Manifest.Revision, set.Digest);
            Handled(set.Digest, current?.Number ?? 0);
            return;
        }

        if (await IsPassedAsync(set.Digest, cancellation))
        {
            Log.FolderPassed(logger, set.Digest);
            Handled(set.Digest, current?.Number ?? 0);
            return;
        }

        var activation = await TakeNumberAsync(set, cancellation);
        exchange.Exchange(set, activation, startedAt);
        Handled(set.Digest, activation.Number);
    }

    private void Accept()
    {
        _declined = "";
        _problems = [];
        metrics.FolderProblems.Set(0);
    }
}
