namespace Tocsin.Core.Decisions;

/// <summary>What the model says. Immutable.</summary>
/// <param name="Points">Total points; null for a formula.</param>
/// <param name="LogOdds">ln((1 − PD) / PD) of the model, not rounded; null for a discriminant, which has none.</param>
/// <param name="Pd">
/// The probability of default over the policy's horizon, not rounded: the model's, or that of the grade where matrix or
/// events moved it. Null for a discriminant.
/// </param>
/// <param name="Grade">The grade, after matrix and events.</param>
/// <param name="Characteristics">What each characteristic gave; empty for a formula.</param>
public sealed record DecisionScore(
    int? Points, double? LogOdds, double? Pd, string Grade, IReadOnlyList<CharacteristicResult> Characteristics)
{
    /// <summary>The value of a discriminant, such as Altman's Z; null for every other model.</summary>
    public double? Discriminant { get; init; }

    /// <summary>The grade of the model alone; null when there is no more to it.</summary>
    public string? ModelGrade { get; init; }

    /// <summary>The probability of default of the model alone; null when the grade was not moved.</summary>
    public double? ModelPd { get; init; }

    /// <summary>The class of behaviour that the matrix was read at; empty when the policy has no matrix.</summary>
    public string BehaviourClass { get; init; } = "";

    /// <summary>The events that moved the grade down, in document order.</summary>
    public IReadOnlyList<NotchResult> Notches { get; init; } = [];
}

/// <summary>One event that moved the grade.</summary>
/// <param name="Rule">The rule that hit.</param>
/// <param name="Notches">By how many grades it asks to go down.</param>
public sealed record NotchResult(string Rule, int Notches);
