using Tocsin.Journal.Records;

namespace Tocsin.Journal.Replaying;

/// <summary>What deciding again came to. Immutable.</summary>
public sealed record ReplayedDecision
{
    /// <summary>The verdict.</summary>
    public required ReplayVerdict Verdict { get; init; }

    /// <summary>What was decided now; null where it cannot be told.</summary>
    public DecidedRecord? Now { get; init; }

    /// <summary>
    /// Rules, characteristics, caps and components that give something else; <c>policy</c> for its bounds.
    /// </summary>
    public IReadOnlyList<string> MovedRules { get; init; } = [];

    /// <summary>Inputs that have another value.</summary>
    public IReadOnlyList<string> MovedInputs { get; init; } = [];

    /// <summary>Why it cannot be told; null where it can.</summary>
    public ReplayObstacle? Obstacle { get; init; }

    /// <summary>A decision of which it cannot be told.</summary>
    public static ReplayedDecision Unknown(ReplayObstacle obstacle) =>
        new() { Verdict = ReplayVerdict.Unknown, Obstacle = obstacle };
}

/// <summary>Whether a decision comes out as it did.</summary>
public enum ReplayVerdict
{
    /// <summary>Bit for bit the same.</summary>
    Same = 1,

    /// <summary>Other values moved it.</summary>
    DataMoved = 2,

    /// <summary>Other rules moved it.</summary>
    RulesMoved = 3,

    /// <summary>Both moved it.</summary>
    BothMoved = 4,

    /// <summary>The same values and rules gave another answer: the program did.</summary>
    ProgramMoved = 5,

    /// <summary>It cannot be told.</summary>
    Unknown = 6,
}

/// <summary>Why a decision cannot be decided again.</summary>
public enum ReplayObstacle
{
    /// <summary>The borrower was erased, and with it the key to its personal values.</summary>
    Erased = 1,

    /// <summary>Personal values were left out when it was journaled, since the store was away.</summary>
    Withheld = 2,

    /// <summary>The rule set that decided is not kept any more.</summary>
    RulesGone = 3,

    /// <summary>The names behind its values cannot be read any more.</summary>
    LayoutGone = 4,

    /// <summary>The rule set has no such product.</summary>
    ProductGone = 5,

    /// <summary>The store does not answer.</summary>
    StoreAway = 6,

    /// <summary>The group it stands in was altered since it was written.</summary>
    Altered = 7,
}
