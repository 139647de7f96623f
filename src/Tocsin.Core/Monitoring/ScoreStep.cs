namespace Tocsin.Core.Monitoring;

/// <summary>How many decisions have one value of the measure, and what became of them. Immutable.</summary>
/// <param name="Value">The value.</param>
/// <param name="Counts">How many.</param>
public readonly record struct ScoreStep(double Value, DefaultCounts Counts);
