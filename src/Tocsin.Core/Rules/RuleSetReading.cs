namespace Tocsin.Core.Rules;

/// <summary>What came of reading a rule set.</summary>
/// <param name="RuleSet">The set; null when a problem forbids its activation.</param>
/// <param name="Problems">Every problem, in order of file.</param>
/// <param name="Examples">How many examples ran; none when the set could not be compiled.</param>
/// <param name="FailedExamples">How many of them failed; each is also a problem.</param>
public sealed record RuleSetReading(
    RuleSet? RuleSet, IReadOnlyList<RuleProblem> Problems, int Examples, int FailedExamples)
{
    /// <summary>What came of each example, in order of file; empty when the set could not be compiled.</summary>
    public IReadOnlyList<ExampleResult> Results { get; init; } = [];

    /// <summary>
    /// The set that the examples ran on, even where some of them failed; null when it could not be compiled. To look at
    /// only: what may be activated is <see cref="RuleSet"/>.
    /// </summary>
    public RuleSet? Tested { get; init; }
}
