using System.Text.Json;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Differences;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Differences found here in the shape of the contract, so that a program reads both alike.</summary>
internal static class DifferenceMessage
{
    /// <summary>What the server would answer, but for what only it knows.</summary>
    public static DiffRuleSetsResponse Of(RuleFiles before, RuleFiles after)
    {
        var differences = RuleSetDifferences.Between(before, after);
        var answer = new DiffRuleSetsResponse
        {
            Base = Of(before),
            Candidate = Of(after),
            Truncated = differences.IsCut,
            DecidesTheSame = !differences.Reach.HasFlag(RuleReach.Decisions),
            WarnsTheSame = !differences.Reach.HasFlag(RuleReach.Warnings),
            ClassifiesTheSame = !differences.Reach.HasFlag(RuleReach.Classification),
        };
        answer.Differences.AddRange(differences.Differences.Select(Of));
        return answer;
    }

    private static ComparedRuleSet Of(RuleFiles files)
    {
        var (name, revision) = ManifestNames.Of(files);
        return new ComparedRuleSet { Digest = files.Digest, Name = name, Revision = revision };
    }

    private static RuleSetDifference Of(RuleDifference one) => new()
    {
        Change = (RuleSetChange)one.Change,
        Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(one.Kind.ToString()),
        Subject = one.Subject,
        Facet = one.Facet,
        Before = one.Before,
        After = one.After,
        Unit = one.Unit,
        File = one.File,
        Workflow = one.Workflow,
        Indicator = one.Indicator,
        Products = { one.Products },
        Affects = { one.Affects },
        AffectsCount = one.AffectsCount,
        TouchesDecisions = one.Reach.HasFlag(RuleReach.Decisions),
        TouchesWarnings = one.Reach.HasFlag(RuleReach.Warnings),
        TouchesClassification = one.Reach.HasFlag(RuleReach.Classification),
    };
}
