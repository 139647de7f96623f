using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What differs between two rule sets, for people: by product and indicator, before → after.</summary>
internal static class DifferenceReport
{
    // Longer ones stand one below the other.
    private const int LongestBeside = 80;

    // Who reads more than this wants the JSON.
    private const int ShownReaders = 8;

    /// <summary>Writes it.</summary>
    public static void Write(TerminalPage page, DiffRuleSetsResponse answer)
    {
        page.Fact("before", Text(answer.Base));
        page.Fact("after", Text(answer.Candidate));
        WriteReach(page, answer);
        page.WriteFacts();
        var groups = answer.Differences.GroupBy(DifferenceGroup.Of).OrderBy(group => group.Key.Rank);
        foreach (var group in groups)
        {
            page.Line("");
            page.Line(group.Key.Title, "bold");
            foreach (var subject in group.GroupBy(one => (one.Kind, one.Subject))) WriteSubject(page, [.. subject]);
        }

        if (answer.Differences.Count > 0) page.Line("");
        page.Line(End(answer), answer.Truncated ? "yellow" : "grey");
    }

    private static void WriteReach(TerminalPage page, DiffRuleSetsResponse answer)
    {
        Reach(page, "decisions", answer.DecidesTheSame);
        Reach(page, "warnings", answer.WarnsTheSame);
        Reach(page, "classification", answer.ClassifiesTheSame);
        page.Fact("review", (answer.HasSameWarningDigest, answer.SameWarningDigest) switch
        {
            (false, _) => "not known: one of the two cannot be compiled",
            (true, true) => "none: what warnings depend on is the same",
            _ => "an activation of one after the other looks at every borrower",
        });
    }

    private static void Reach(TerminalPage page, string what, bool isSame) =>
        page.Fact(what, isSame ? "the same" : "may differ", isSame ? "green" : "yellow");

    private static void WriteSubject(TerminalPage page, List<RuleSetDifference> differences)
    {
        var first = differences[0];
        var whole = string.Concat(differences.Where(one => one.Facet.Length == 0).Select(Whole));
        page.Line($"  {first.Kind.Replace('_', ' ')} {first.Subject}".TrimEnd() + whole, StyleOf(first));
        foreach (var one in differences.Where(one => one.Facet.Length > 0)) WriteFacet(page, one);
        var most = differences.MaxBy(one => one.AffectsCount)!;
        if (most.AffectsCount == 0) return;
        var shown = string.Join(", ", most.Affects.Take(ShownReaders));
        var more = most.AffectsCount > ShownReaders ? $" and {most.AffectsCount - ShownReaders} more" : "";
        var products = most.Products.Count > 0 ? $"; {CountedProducts(most)}" : "";
        page.Line($"    {Verb(first.Kind)} {shown}{more}{products}", "grey");
    }

    private static string CountedProducts(RuleSetDifference one) =>
        $"{(one.Products.Count == 1 ? "product" : "products")} {string.Join(", ", one.Products)}";

    private static void WriteFacet(TerminalPage page, RuleSetDifference one)
    {
        var unit = one.Unit.Length > 0 ? $" {one.Unit}" : "";
        if (one.Change is RuleSetChange.Added or RuleSetChange.Removed)
        {
            var sign = one.Change == RuleSetChange.Added ? "+" : "-";
            page.Line($"    {sign} {one.Facet}: {one.Before}{one.After}{unit}", StyleOf(one));
        }
        else if (one.Before.Length + one.After.Length <= LongestBeside)
            page.Line($"    {one.Facet}: {one.Before} → {one.After}{unit}");
        else
        {
            page.Line($"    {one.Facet}:");
            page.Line($"      before  {one.Before}{unit}");
            page.Line($"      after   {one.After}{unit}");
        }
    }

    private static string Whole(RuleSetDifference one) => one.Change switch
    {
        RuleSetChange.Renamed => $", was called {one.Before}",
        RuleSetChange.Moved => $", moved: {one.Before} → {one.After}",
        _ => $", {EnumText.Of(one.Change)}{(one.Kind == "file" ? Faults(one) : "")}",
    };

    // Of a file that cannot be read it is all that is known.
    private static string Faults(RuleSetDifference one)
    {
        var sides = new[] { one.Before, one.After }.Where(side => side.Length > 0);
        return sides.Any() ? $": {string.Join(" → ", sides)}" : "";
    }

    private static string StyleOf(RuleSetDifference one) => one.Change switch
    {
        RuleSetChange.Added => "green",
        RuleSetChange.Removed => "red",
        _ => "",
    };

    private static string Verb(string kind) => kind switch
    {
        "reason" => "given by",
        "action" => "called for by",
        "table" or "table_result" => "used by",
        _ => "read by",
    };

    private static string Text(ComparedRuleSet one)
    {
        var name = one.Name.Length > 0 ? $"{one.Name} {one.Revision}, " : "";
        return $"{name}digest {RuleSetText.Short(one.Digest)}{(one.Active ? ", active" : "")}";
    }

    private static string End(DiffRuleSetsResponse answer)
    {
        if (answer.Truncated) return $"These are the first {answer.Differences.Count}; there are more differences.";
        if (answer.Differences.Count > 0) return $"{CountText.Of(answer.Differences.Count, "difference")}.";
        return answer.Base.Digest == answer.Candidate.Digest
            ? "They are the same files." : "They say the same; only how their files are written differs.";
    }
}
