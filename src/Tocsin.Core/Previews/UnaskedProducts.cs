using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Differences;

namespace Tocsin.Core.Previews;

/// <summary>Products that a candidate may decide otherwise and of which a preview asked nothing. Pure.</summary>
public static class UnaskedProducts
{
    private static readonly RuleDifferenceOptions _options = new() { MaximumAffects = int.MaxValue };

    // Of these it is told which products read them: none is none.
    private static readonly RuleSubjectKind[] _named =
    [
        RuleSubjectKind.Parameter, RuleSubjectKind.FeatureView, RuleSubjectKind.Feature, RuleSubjectKind.Reason,
        RuleSubjectKind.Action,
    ];

    /// <summary>The products of the live rules, in order of name: too many rather than too few.</summary>
    /// <param name="live">The live rules.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="asked">The products of which something was asked.</param>
    /// <param name="usesDrafts">True where policies that are drafts decide, too.</param>
    public static IReadOnlyList<string> Of(
        RuleSet live, RuleSet candidate, IEnumerable<string> asked, bool usesDrafts)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(candidate);
        var left = live.Policies.Keys.Except(asked).Where(Decides).Order(StringComparer.Ordinal).ToList();
        if (left.Count == 0) return left;
        var between = RuleSetDifferences.Between(live.Files, candidate.Files, _options);
        if (between.IsCut) return left;
        var moved = between.Differences.Where(MovesDecisions).ToList();
        if (moved.Any(IsOfAll)) return left;
        var products = moved.SelectMany(difference => difference.Products).ToHashSet(StringComparer.Ordinal);
        var isWarned = between.Differences.Any(MovesWarnings);
        return [.. left.Where(product => products.Contains(product) || (isWarned && ReadsWarnings(product)))];

        // What is a draft on both sides nobody is answered.
        bool Decides(string product) => usesDrafts || !live.Policies[product].IsDraft
            || candidate.Policies.GetValueOrDefault(product) is { IsDraft: false };

        bool ReadsWarnings(string product) => live.Policies[product].ReadsWarnings
            || candidate.Policies.GetValueOrDefault(product) is { ReadsWarnings: true };
    }

    // Another text is no other decision.
    private static bool MovesDecisions(RuleDifference difference) => difference.Reach.HasFlag(RuleReach.Decisions)
        && difference.Facet.Split('.')[0] is not ("title" or "text");

    // Warnings may read the score.
    private static bool MovesWarnings(RuleDifference difference) =>
        (difference.Reach & (RuleReach.Warnings | RuleReach.Score)) != RuleReach.None
        && (difference.AffectsCount > 0 || !_named.Contains(difference.Kind));

    private static bool IsOfAll(RuleDifference difference) => difference.Products.Count == 0
        && difference.Workflow.Length == 0 && !_named.Contains(difference.Kind);
}
