using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Server.Background;
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

    private const int MaximumTries = 10;

    private string _declined = "";
    private volatile RuleProblem[] _problems = [];
    private volatile string _waiting = "";

    /// <summary>Errors of the files now in the rules folder; empty when nothing is wrong with them.</summary>
    public IReadOnlyList<RuleProblem> Problems => _problems;

    /// <summary>What good files in the rules folder wait for; empty when they answer, or are not good.</summary>
    public string Waiting => _waiting;

    /// <summary>Why the files now in the rules folder are not those that answer; empty when they answer.</summary>
    public IReadOnlyList<RuleProblem> NotActive => _waiting.Length == 0 ? _problems :
    [
        new RuleProblem(ProblemSeverity.Warning, "FOLDER_NOT_ACTIVE", "", "", 0, _waiting),
    ];

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
            Handled(current.Set, current.Number);
        }
        else if (files.Digest == archive.FolderNote?.Digest)
        {
            Accept();
            _waiting = settings.FourEyes
                ? "These files are proposed: they answer once they are approved and activated."
                : $"Activation {active.Current?.Number} came after these files: they answer again once they change; a "
                    + "new revision in ruleset.json is enough.";
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

    /// <summary>
    /// Reads files, which takes a while, with a quarter of the processors once there is something that answers on them.
    /// </summary>
    public async Task<RuleSetReading> ReadAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return active.Current is null
            ? await Task.Run(() => RuleSetReader.Read(files, today), cancellation)
            : await BackgroundThreads.Shared.RunAsync(
                () => ReadingBreath.Read(files, today), cancellation);
    }

    /// <summary>Takes the activation number after another for a set of the folder.</summary>
    /// <returns>The activation; null when another one came first.</returns>
    /// <exception cref="StoreUnavailableException">The store does not give a number now.</exception>
    public async Task<Activation?> TryTakeNumberAsync(
        RuleSet set, Activation? latest, CancellationToken cancellation)
    {
        await published.PublishAsync(set, RulePublication.FolderAuthor, "", cancellation);
        return await store.Activations.TryAdvanceAsync(
            Activation.After(latest, set.Digest, time.GetUtcNow()) with
            {
                Origin = ActivationOrigin.Folder,
                By = instance.Instance,
            },
            cancellation);
    }

    /// <summary>
    /// True when a folder made these files active on the store after what this folder held before, and they are active
    /// no more: another instance's folder was faster, and the fleet has been past them.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<bool> IsPassedAsync(string digest, CancellationToken cancellation)
    {
        var since = archive.FolderNote?.Number ?? 0;
        var activations = await store.Activations.ListAsync(long.MaxValue, StoreLimits.MaximumPage, cancellation);
        return activations.Skip(1).TakeWhile(one => one.Number > since)
            .Any(one => one.Origin == ActivationOrigin.Folder && one.Digest == digest);
    }

    /// <summary>Notes the problems of files that cannot be activated.</summary>
    public void Reject(string digest, IReadOnlyList<RuleProblem> problems)
    {
        var errors = problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
        if (_declined == digest) return;
        _declined = digest;
        (_problems, _waiting) = ([.. errors], "");
        metrics.FolderProblems.Set(errors.Count);
        metrics.Swapped("rejected");
        Log.RuleSetRejected(logger, digest, errors.Count);
        foreach (var problem in errors.Take(MaximumLogged)) Log.RuleProblemFound(logger, problem);
    }

    /// <summary>Notes that the folder's files were dealt with: until they change the folder says nothing.</summary>
    public void Handled(RuleSet set, long number)
    {
        Accept();
        try
        {
            archive.NoteFolder(new FolderNote(set.Digest, number) { Revision = set.Manifest.Revision });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.ArchiveFailed(logger, exception.Message);
        }
    }

    /// <summary>
    /// True when files wait for another revision: an operator lets only a new one activate, and theirs is that of what
    /// was dealt with last, though it may have been rolled back since.
    /// </summary>
    public bool WaitsForRevision(RuleSet set, string? otherwise) => settings.ActivateOn == "manifest"
        && set.Manifest.Revision == (archive.FolderNote?.Revision ?? otherwise);

    private async Task TryTakeAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var current = active.Current;
        var latest = await store.Activations.ReadAsync(cancellation);
        // Told by whoever follows the store.
        if (RuleExchange.Conflict(current, latest).Length > 0) return;
        var reading = await ReadAsync(files, cancellation);
        if (reading.RuleSet is not { } set)
        {
            Reject(files.Digest, reading.Problems);
            return;
        }

        foreach (var problem in reading.Problems.Take(MaximumLogged)) Log.RuleProblemToLookAt(logger, problem);
        if (current?.Number > 0 && WaitsForRevision(set, current.Set.Manifest.Revision))
        {
            // Good files that wait for their revision: there is no problem to tell, and nothing to read again.
            Accept();
            _waiting = $"These files wait for another revision than {set.Manifest.Revision} (Rules:ActivateOn).";
            _declined = files.Digest;
            return;
        }

        if (settings.FourEyes)
        {
            await published.PublishAsync(set, RulePublication.FolderAuthor, "", cancellation);
            Log.RuleSetProposed(logger, set.Manifest.Name, set.Manifest.Revision, set.Digest);
            Handled(set, current?.Number ?? 0);
            return;
        }

        if (await IsPassedAsync(set.Digest, cancellation))
        {
            Log.FolderPassed(logger, set.Digest);
            Handled(set, current?.Number ?? 0);
            return;
        }

        await TakeAsync(set, latest, startedAt, cancellation);
    }

    // Whoever comes first in between, the folder's change is the later wish, unless it is the same one.
    private async Task TakeAsync(RuleSet set, Activation? latest, long startedAt, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            // The same files found by another instance a moment ago are the same activation.
            var activation = latest?.Digest == set.Digest
                ? latest : await TryTakeNumberAsync(set, latest, cancellation);
            if (activation is not null)
            {
                exchange.Exchange(set, activation, startedAt);
                Handled(set, activation.Number);
                return;
            }

            latest = await store.Activations.ReadAsync(cancellation);
        }
    }

    private void Accept()
    {
        _declined = "";
        _problems = [];
        _waiting = "";
        metrics.FolderProblems.Set(0);
    }
}
