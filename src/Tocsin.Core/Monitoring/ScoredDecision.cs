using Tocsin.Core.Decisions;

namespace Tocsin.Core.Monitoring;

/// <summary>
/// What monitoring needs of one decision, whether it was journaled or made again from a file. Immutable.
/// </summary>
/// <param name="Sequence">Its place in the stream, no other's: a line of a file, a number of a journal.</param>
/// <param name="AsOf">The moment as of which was decided, in UTC.</param>
/// <param name="Outcome">What the model and its policy decided.</param>
public sealed record ScoredDecision(long Sequence, DateTimeOffset AsOf, DecisionOutcome Outcome)
{
    /// <summary>The caller's id of the request; empty when there is none, so that nothing repeats it.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The borrower's id; empty when it is not known.</summary>
    public string Borrower { get; init; } = "";

    /// <summary>Points, or the value of a discriminant: more is safer. Null when there is none.</summary>
    public double? Score { get; init; }

    /// <summary>The probability of default, 0 to 1; null when there is none.</summary>
    public double? Pd { get; init; }

    /// <summary>The grade; empty when there is none.</summary>
    public string Grade { get; init; } = "";

    /// <summary>The bin that each characteristic fell into; empty for a formula, or without a score.</summary>
    public IReadOnlyList<CharacteristicBin> Characteristics { get; init; } = [];

    /// <summary>The codes of its reasons.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>True when the borrower defaulted, false when it paid; null while nobody knows.</summary>
    public bool? Defaulted { get; init; }

    /// <summary>
    /// What held in the end: the model's own outcome where nobody changed it. Null when that is not known.
    /// </summary>
    public DecisionOutcome? FinalOutcome { get; init; }
}

/// <summary>The bin that a characteristic fell into.</summary>
/// <param name="Characteristic">The characteristic.</param>
/// <param name="Bin">The bin, as <see cref="BinLabel"/> writes it.</param>
/// <param name="Points">Its points.</param>
public readonly record struct CharacteristicBin(string Characteristic, string Bin, int Points);
