using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Settings;

namespace Tocsin.Server.RuleFiles;

/// <summary>Activates published rule sets for people, and goes back to earlier ones. Thread-safe.</summary>
internal sealed class RuleActivations(
    IStore store, ActiveRuleSet active, RuleGate gate, RuleExchange exchange, PublishedRuleSets published,
    RuleSettings settings, TimeProvider time)
{
    /// <summary>Activates a published rule set everywhere.</summary>
    /// <param name="digest">Its digest, or the beginning of it.</param>
    /// <param name="expected">The activation that must be active; null for whichever is.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Ends it before the number is taken; after that it is active.</param>
    /// <exception cref="FailureException">It cannot be activated, or another activation came first.</exception>
    /// <exception cref="StoreUnavailableException">
    /// The store is away; whether it was activated is unknown.
    /// </exception>
    public async Task<(Activation Activation, bool IsNew)> ActivateAsync(
        string digest, long? expected, string reason, Caller caller, CancellationToken cancellation)
    {
        if (settings is { Source: "folder", FourEyes: false })
        {
            throw new FailureException(FailureReason.SourceIsFolder,
                "Rules come from the rules folder (Rules:Source): change its files, or roll back.");
        }

        var publication = await published.FindAsync(digest, "digest", cancellation);
        var latest = await ExpectedAsync(expected, cancellation);
        if (latest?.Digest == publication.Digest) return (latest, false);
        CheckApproved(publication, caller);
        var activation = await TakeAsync(
            publication.Digest, latest, ActivationOrigin.Request, reason, caller, cancellation);
        return (activation, true);
    }

    /// <summary>Goes back to the rule set of an earlier activation, under a new number.</summary>
    /// <param name="to">The activation; 0 for the latest one of other files than those active now.</param>
    /// <param name="expected">The activation that must be active; null for whichever is.</param>
    /// <param name="reason">Why.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Ends it before the number is taken; after that it is active.</param>
    /// <exception cref="FailureException">There is nothing to go back to, or another activation came first.</exception>
    /// <exception cref="StoreUnavailableException">The store is away; whether it went back is unknown.</exception>
    public async Task<Activation> RollBackAsync(
        long to, long? expected, string reason, Caller caller, CancellationToken cancellation)
    {
        var latest = await ExpectedAsync(expected, cancellation);
        if (to == 0 && latest?.Origin == ActivationOrigin.RollBack)
        {
            // Asked twice, or once more after an answer that was lost: going on would bring back what was left.
            throw new FailureException(FailureReason.RolledBackAlready,
                $"Activation {latest.Number} is a roll back already, by {latest.By}; to go elsewhere name the "
                + "activation to go back to.", "to_activation");
        }

        var target = latest is null ? null : await BeforeAsync(latest, to, cancellation);
        if (target is null)
        {
            throw new FailureException(FailureReason.ActivationUnknown, to > 0
                ? $"There was no activation {to} before the one that is active."
                : "There is no earlier activation of other files to go back to.", "to_activation");
        }

        if (target.Digest == latest!.Digest) return latest;
        return await TakeAsync(target.Digest, latest, ActivationOrigin.RollBack, reason, caller, cancellation);
    }

    private async Task<Activation?> BeforeAsync(Activation latest, long to, CancellationToken cancellation)
    {
        if (to < 0 || to > latest.Number) return null;
        if (to > 0) return (await store.Activations.ListAsync(to + 1, 1, cancellation)).FirstOrDefault(
            one => one.Number == to);
        var before = await store.Activations.ListAsync(latest.Number, StoreLimits.MaximumPage, cancellation);
        return before.FirstOrDefault(one => one.Digest != latest.Digest);
    }

    private async Task<Activation?> ExpectedAsync(long? expected, CancellationToken cancellation)
    {
        var answering = active.Current;
        var latest = await store.Activations.ReadAsync(cancellation);
        if (RuleExchange.Conflict(answering, latest) is { Length: > 0 } conflict)
            throw new FailureException(FailureReason.StoreRestored, conflict);
        return expected is null || expected == (latest?.Number ?? 0) ? latest : throw Differs(latest);
    }

    private void CheckApproved(RulePublication publication, Caller caller)
    {
        if (!settings.FourEyes) return;
        // Who cannot be told apart cannot be held apart: the approval is asked for all the same.
        var isApproved = publication.Approvals.Any(
            approval => caller.IsAnonymous || approval.Approver != publication.Author);
        if (isApproved) return;
        throw new FailureException(FailureReason.ApprovalMissing,
            "Nobody but its author has approved this rule set (Rules:FourEyes); tocsin rules approve does.", "digest");
    }

    private async Task<Activation> TakeAsync(
        string digest, Activation? latest, ActivationOrigin origin, string reason, Caller caller,
        CancellationToken cancellation)
    {
        using var turn = await exchange.TakeTurnAsync(cancellation);
        var startedAt = Stopwatch.GetTimestamp();
        var files = await published.FilesOfAsync(digest, "digest", cancellation);
        // Checked again here: what was published by another build must not become active if this one finds fault.
        var set = active.Current?.Set is { } current && current.Digest == digest
            ? current : (await gate.ReadAsync(files, cancellation)).RuleSet;
        if (set is null)
        {
            throw new FailureException(FailureReason.RuleSetRejected,
                "This build finds errors in the rule set; tocsin rules check says which.", "digest");
        }

        // A set that came before the store kept files is kept from here on.
        await published.PublishAsync(set, caller.Name, reason, cancellation);
        var next = Activation.After(latest, digest, time.GetUtcNow()) with
        {
            Origin = origin,
            By = caller.Name,
            Reason = reason,
        };
        var taken = await store.Activations.TryAdvanceAsync(next, cancellation)
            ?? throw Differs(await store.Activations.ReadAsync(cancellation));
        exchange.Exchange(set, taken, startedAt);
        RuleExchange.Collect();
        return taken;
    }

    private static FailureException Differs(Activation? latest) => new(new Failure(
        FailureReason.ActivationDiffers, latest is null
            ? "Nothing is active yet."
            : $"Another activation came first: {latest.Number}, digest {latest.Digest[..12]}, by {latest.By}.",
        "expected_activation")
    {
        Metadata = new Dictionary<string, string>
        {
            ["activation"] = (latest?.Number ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["digest"] = latest?.Digest ?? "",
        },
    });
}
