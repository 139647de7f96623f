namespace Tocsin.Core.Rules.Proposals;

/// <summary>Examples that somebody should look at and take over, for rules that none covers.</summary>
/// <param name="BaseFile">The examples file whose base they stand on, as a path within the rule set.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Content">An examples file that holds them, as JSON; its expectations are what comes out now.</param>
/// <param name="Left">Rules for which nothing could be proposed, each with why.</param>
public sealed record ProposedExamples(string BaseFile, int Count, string Content, IReadOnlyList<string> Left)
{
    /// <summary>What the name of every proposal starts with.</summary>
    public const string Mark = "proposed: check by hand";

    /// <summary>The most examples that are proposed at once.</summary>
    public const int Maximum = 500;

    /// <summary>
    /// Proposes examples at the boundaries of what some coverage lacks, on the base of the first examples file that
    /// decides a product with rules that are not covered, or else of the first. Null when the set has no examples.
    /// </summary>
    public static ProposedExamples? Of(RuleSet set, ExampleCoverage coverage)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(coverage);
        var file = ProposalFile.Choose(set, coverage.Gaps);
        if (file is null) return null;
        var list = new ProposalList(set, file);
        foreach (var gap in coverage.Gaps) list.Add(gap);
        return new ProposedExamples(file.Path, list.Proposals.Count, file.Write(set, list.Proposals), list.Left);
    }
}
