using System.Globalization;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>Why a change happened.</summary>
/// <param name="Kind">The kind of cause.</param>
/// <param name="Reference">
/// What exactly, as the kind says: the features revision, the activation number, the borrower connected; empty when
/// there is nothing to point at.
/// </param>
/// <param name="Actor">Who did it, for an operator's change; empty otherwise.</param>
/// <param name="Reason">What the actor said; empty otherwise.</param>
public sealed record WarningCause(WarningCauseKind Kind, string Reference = "", string Actor = "", string Reason = "")
{
    /// <summary>What a review was made for, with what exactly.</summary>
    /// <param name="kind">
    /// What led to it. Of features and connected parties what was stored since tells which it was.
    /// </param>
    /// <param name="stored">The stored features; null when there are none.</param>
    /// <param name="before">The state that the review starts from.</param>
    /// <param name="rules">The active rule set.</param>
    internal static WarningCause OfReview(
        WarningCauseKind kind, StoredProfile? stored, BorrowerWarnings before, ActivatedRuleSet rules) => kind switch
        {
            WarningCauseKind.RuleSwap => new WarningCause(kind, Invariant(rules.Number)),
            WarningCauseKind.FeatureUpdate or WarningCauseKind.ConnectedParty => PartyOf(stored, before) is { } party
                ? new WarningCause(WarningCauseKind.ConnectedParty, party)
                : new WarningCause(WarningCauseKind.FeatureUpdate, Invariant(stored?.Revision ?? 0)),
            _ => new WarningCause(kind),
        };

    // The party whose change is all that happened to the features since the latest look; null where there was more.
    private static string? PartyOf(StoredProfile? stored, BorrowerWarnings before) =>
        ConnectedView.IsAllSince(stored, before.FeaturesRevision)
            ? stored!.Views[ServerViews.Connected].Values.GetValueOrDefault(ConnectedView.ChangedParty) : null;

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The kinds of cause.</summary>
public enum WarningCauseKind
{
    /// <summary>A feature update; the reference is the features revision.</summary>
    FeatureUpdate = 1,

    /// <summary>Another rule set; the reference is the activation number.</summary>
    RuleSwap = 2,

    /// <summary>Time passed: a dwell ended, a value went stale, a deadline came.</summary>
    Time = 3,

    /// <summary>A connected party changed; the reference is its borrower id.</summary>
    ConnectedParty = 4,

    /// <summary>A person; actor and reason say who and why.</summary>
    Operator = 5,
}
