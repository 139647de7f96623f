namespace Tocsin.Core.Previews;

/// <summary>What one rule of a decision gave. Immutable.</summary>
/// <param name="Step">At which step.</param>
/// <param name="Rule">
/// The rule, characteristic, cap, component or required feature; empty for the grade and for a bound.
/// </param>
/// <param name="Value">What it gave, in words.</param>
public sealed record AnswerPart(DecisionStep Step, string Rule, string Value);
