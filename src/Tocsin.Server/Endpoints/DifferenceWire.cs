using System.Text.Json;
using Tocsin.Core.Rules.Differences;
using Tocsin.V1;
using CoreFiles = Tocsin.Core.Rules.RuleFiles;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes what differs between two rule sets for the wire. The tool has this file as well.</summary>
internal static class DifferenceWire
{
    /// <summary>What differs.</summary>
    /// <param name="before">The earlier set.</param>
    /// <param name="after">The later set.</param>
    /// <param name="differences">What differs.</param>
    /// <param name="live">The digest of the set that answers now; empty without one, or where nobody knows.</param>
    public static DiffRuleSetsResponse Write(
        CoreFiles before, CoreFiles after, RuleSetDifferences differences, string live)
    {
        var response = new DiffRuleSetsResponse
        {
            Base = Write(before, live),
            Candidate = Write(after, live),
            Truncated = differences.IsCut,
            DecidesTheSame = !differences.Reach.HasFlag(RuleReach.Decisions),
            WarnsTheSame = !differences.Reach.HasFlag(RuleReach.Warnings),
            ClassifiesTheSame = !differences.Reach.HasFlag(RuleReach.Classification),
        };
        response.Differences.AddRange(differences.Differences.Select(Write));
        return response;
    }

    private static ComparedRuleSet Write(CoreFiles files, string live)
    {
        var manifest = ManifestNames.Of(files);
        return new ComparedRuleSet
        {
            Digest = files.Digest,
            Name = manifest.Name,
            Revision = manifest.Revision,
            Active = files.Digest == live,
        };
    }

    private static RuleSetDifference Write(RuleDifference one) => new()
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
