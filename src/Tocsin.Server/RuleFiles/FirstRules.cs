using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Finds the rule set to start with: the folder's where its files changed since they were dealt with last, else the
/// last good one on this disk. Only a first start without either stops. Once the store answers its activation decides.
/// </summary>
internal sealed class FirstRules(
    RuleSettings settings, IStore store, RuleArchive archive, RuleGate gate, RuleExchange exchange,
    ActivationFollower follower, ActiveRuleSet active, TimeProvider time, ILogger<FirstRules> logger,
    EarlyReading? early = null)
{
    private readonly TaskCompletionSource _activated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Pending? _pending;

    /// <summary>Completes once the rule set to start with has its activation number.</summary>
    public Task Activated => _activated.Task;

    /// <summary>
    /// Reads the rules. They answer at once, without an activation number, so that a server whose store is away still
    /// decides on what a request carries.
    /// </summary>
    /// <exception cref="RulesUnusableException">There is no rule set to start with; the message says why.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var isFolder = settings.Source == "folder";
        var files = isFolder ? await ReadFolderAsync(cancellation) : null;
        var isNews = files is not null && files.Digest != archive.FolderNote?.Digest;
        var found = isNews && !settings.FourEyes
            ? await FromFolderAsync(files, cancellation) ?? await LastGoodAsync(cancellation)
            : await LastGoodAsync(cancellation)
                ?? await FromFolderAsync(isFolder ? files : await ReadFolderAsync(cancellation), cancellation);
        if (found is null && settings.Source == "store")
        {
            // Whatever the store has, or somebody publishes, is waited for.
            Log.RulesAwaited(logger);
            return;
        }

        if (found is null)
        {
            throw new RulesUnusableException(
                $"The rules folder {settings.Folder} (Rules:Folder) has errors, and there is no last good rule set to "
                + "start with: " + string.Join("; ", gate.Problems.Take(10)));
        }

        if (found.IsFolder && archive.ReadLastGood() is { } kept
            && gate.WaitsForRevision(found.Set, kept.Note.Revision) && await LastGoodAsync(cancellation) is { } good)
        {
            // Good files that wait for their revision go on waiting after a restart.
            found = good;
        }

        // Files of a folder that is not what decides are held back until the store says that it has nothing else.
        if (found.IsFolder && IsHeldBack) Log.FolderHeldBack(logger);
        else Answer(found);
        _pending = found with { StartedAt = startedAt };
    }

    /// <summary>Gives the rule set that answers already its activation number, or follows the store's.</summary>
    /// <returns>
    /// False while nothing answers: there is nothing on this disk, and the store has nothing that this instance can
    /// take; try again.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The store is away; try again.</exception>
    public async Task<bool> ActivateAsync(CancellationToken cancellation)
    {
        var isDone = _pending is { } pending
            ? await ActivateAsync(pending, cancellation)
            : await follower.FollowAsync(cancellation) && active.Current is not null;
        if (!isDone) return false;
        _pending = null;
        _activated.TrySetResult();
        return true;
    }

    private void Answer(Pending found)
    {
        if (!active.Activate(new ActivatedRuleSet(found.Set, 0, found.At))) return;
        var manifest = found.Set.Manifest;
        Log.RulesAnswer(logger, manifest.Name, manifest.Revision, found.Set.Digest[..12]);
    }

    private bool IsHeldBack => settings.FourEyes || settings.Source == "store";

    private async Task<bool> ActivateAsync(Pending pending, CancellationToken cancellation)
    {
        var latest = await store.Activations.ReadAsync(cancellation);
        if (latest is null || (pending.IsFolder && await IsChangeAsync(pending.Set, latest, cancellation)))
        {
            // Where another comes first, all is decided anew.
            if (await gate.TryTakeNumberAsync(pending.Set, latest, cancellation) is not { } taken) return false;
            exchange.Exchange(pending.Set, taken, pending.StartedAt);
            if (pending.IsFolder) gate.Handled(pending.Set, taken.Number);
        }
        else if (latest.Digest == pending.Set.Digest)
        {
            exchange.Exchange(pending.Set, latest, pending.StartedAt);
            if (pending.IsFolder) gate.Handled(pending.Set, latest.Number);
        }
        else if (await follower.FollowAsync(cancellation))
        {
            if (pending.IsFolder && !settings.FourEyes) gate.Handled(pending.Set, latest.Number);
        }
        else if (pending.Number > 0 && await WasActiveAsync(pending, cancellation))
        {
            // Like any instance that lags: it answers with what it was told before, and leaves reviews to others.
            exchange.Exchange(
                pending.Set, new Activation(pending.Number, pending.Set.Digest, pending.At), pending.StartedAt);
        }

        return active.Current is not null;
    }

    // A folder on a new disk whose files were active once and were replaced lags behind: its files are no news. Nor are
    // files that wait for another revision.
    private async Task<bool> IsChangeAsync(RuleSet set, Activation latest, CancellationToken cancellation)
    {
        if (IsHeldBack || latest.Digest == set.Digest || archive.FolderNote?.Digest == set.Digest) return false;
        var before = await store.RuleSets.FindAsync(latest.Digest, cancellation);
        if (gate.WaitsForRevision(set, before?.Revision)) return false;
        if (!await gate.IsPassedAsync(set.Digest, cancellation)) return true;
        Log.FolderPassed(logger, set.Digest);
        return false;
    }

    private async Task<bool> WasActiveAsync(Pending pending, CancellationToken cancellation) =>
        (await store.Activations.ListAsync(pending.Number + 1, 1, cancellation))
            .Any(one => (one.Number, one.Digest) == (pending.Number, pending.Set.Digest));

    private async Task<Pending?> FromFolderAsync(Core.Rules.RuleFiles? files, CancellationToken cancellation)
    {
        if (files is null) return null;
        var reading = await ReadAsync(files, cancellation);
        if (reading.RuleSet is not { } set)
        {
            gate.Reject(files.Digest, reading.Problems);
            return null;
        }

        foreach (var problem in reading.Problems.Take(RuleGate.MaximumLogged))
            Log.RuleProblemToLookAt(logger, problem);
        return new Pending(set, 0, default, IsFolder: true);
    }

    private async Task<RuleSetReading> ReadAsync(Core.Rules.RuleFiles files, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return early is not null && await early.TakeAsync(files, today) is { } reading
            ? reading : await gate.ReadAsync(files, cancellation);
    }

    private async Task<Pending?> LastGoodAsync(CancellationToken cancellation)
    {
        if (archive.ReadLastGood() is not { } kept
            || (await ReadAsync(kept.Files, cancellation)).RuleSet is not { } set) return null;
        if (gate.Problems.Count > 0) Log.StartedWithLastGood(logger, set.Digest);
        return new Pending(set, kept.Note.Activation, kept.Note.ActivatedAt, IsFolder: false);
    }

    private async Task<Core.Rules.RuleFiles?> ReadFolderAsync(CancellationToken cancellation)
    {
        var note = archive.FolderNote;
        var look = note is null ? null : FolderLook.At(settings);
        if (look?.Files is null || look.Files.Digest != note?.Digest)
        {
            // What nobody dealt with yet may be half written, here as later.
            using var feed = new RuleFolderFeed(settings, time, (_, _) => { });
            look = await feed.NextAsync(cancellation);
        }

        if (look.Files is not null) return look.Files;
        Log.RulesFolderUnreadable(logger, settings.Folder, look.Problem);
        gate.Unreadable(look.Problem);
        return null;
    }

    private sealed record Pending(RuleSet Set, long Number, DateTimeOffset At, bool IsFolder)
    {
        public long StartedAt { get; init; }
    }
}

/// <summary>There is no rule set to start with.</summary>
internal sealed class RulesUnusableException(string message) : Exception(message);
