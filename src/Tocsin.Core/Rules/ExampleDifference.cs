namespace Tocsin.Core.Rules;

/// <summary>One thing that an example expected otherwise than it came out.</summary>
/// <param name="Field">
/// What differs: outcome, reasons, needed, score, grade, pd, borrower_level, category, upgrade, or <c>warnings.</c> and
/// an indicator, <c>tables.</c> and a table.
/// </param>
/// <param name="Expected">What the example says, as it is written there.</param>
/// <param name="Actual">What came out, written alike; <c>none</c> where there is nothing.</param>
public sealed record ExampleDifference(string Field, string Expected, string Actual);
