namespace Tocsin.Core.Warnings;

/// <summary>Why a change happened.</summary>
/// <param name="Kind">The kind of cause.</param>
/// <param name="Reference">
/// What exactly, as the kind says: the features revision, the activation number, the borrower connected; empty when
/// there is nothing to point at.
/// </param>
/// <param name="Actor">Who did it, for an operator's change; empty otherwise.</param>
/// <param name="Reason">What the actor said; empty otherwise.</param>
public sealed record WarningCause(WarningCauseKind Kind, string Reference = "", string Actor = "", string Reason = "");

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
