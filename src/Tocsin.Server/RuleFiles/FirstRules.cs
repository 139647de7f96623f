using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Finds the rule set to start with: the folder's, or the last good one when the folder has errors. Only a first start
/// without either stops.
/// </summary>
internal sealed class FirstRules(
    RuleSettings settings, RuleArchive archive, RuleGate gate, ActiveRuleSet active, ILogger<FirstRules> logger)
{
    private readonly TaskCompletionSource _activated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (RuleSet Set, long StartedAt)? _pending;

    /// <summary>Completes once the rule set to start with has its activation number.</summary>
    public Task Activated => _activated.Task;

    /// <summary>
    /// Reads the rules. They answer at once, without an activation number or with the one they last had, so that a
    /// server whose store is away still decides on what a request carries.
    /// </summary>
    /// <exception cref="RulesUnusableException">There is no rule set to start with; the message says why.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var reading = await ReadFolderAsync(cancellation);
        if (reading?.RuleSet is { } set)
        {
            foreach (var problem in reading.Problems.Take(RuleGate.MaximumLogged))
                Log.RuleProblemToLookAt(logger, problem);
            var kept = archive.List().FirstOrDefault(note => note.Digest == set.Digest);
            active.Activate(new ActivatedRuleSet(set, 0, kept?.ActivatedAt ?? default));
            _pending = (set, startedAt);
            return;
        }

        if (archive.ReadLastGood() is { } lastGood
            && (await gate.ReadAsync(lastGood.Files, cancellation)).RuleSet is { } good)
        {
            active.Activate(new ActivatedRuleSet(good, 0, lastGood.Note.ActivatedAt));
            _pending = (good, startedAt);
            Log.StartedWithLastGood(logger, good.Digest);
            return;
        }

        throw new RulesUnusableException(
            $"The rules folder {settings.Folder} (Rules:Folder) has errors, and there is no last good rule set to "
            + "start with: "
            + string.Join("; ", gate.Problems.Take(10)));
    }

    /// <summary>Gives the rule set that answers already its activation number.</summary>
    public async Task ActivateAsync(CancellationToken cancellation)
    {
        if (_pending is not { } pending) return;
        await gate.ActivateAsync(pending.Set, pending.StartedAt, cancellation);
        _pending = null;
        _activated.TrySetResult();
    }

    private async Task<RuleSetReading?> ReadFolderAsync(CancellationToken cancellation)
    {
        try
        {
            var files = RuleFolder.Read(settings.Folder);
            var reading = await gate.ReadAsync(files, cancellation);
            if (reading.RuleSet is null) gate.Reject(files.Digest, reading.Problems);
            return reading;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.RulesFolderUnreadable(logger, settings.Folder, exception.Message);
            gate.Unreadable(exception.Message);
            return null;
        }
    }
}

/// <summary>There is no rule set to start with.</summary>
internal sealed class RulesUnusableException(string message) : Exception(message);
