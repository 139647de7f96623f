using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.V1;
using WireSeverity = Tocsin.V1.ProblemSeverity;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes rule sets and their problems for the wire.</summary>
internal static class RuleSetWire
{
    /// <summary>The most problems in one answer.</summary>
    public const int MaximumProblems = 1_000;

    /// <summary>A rule set in short.</summary>
    public static GetActiveRuleSetResponse Write(ActivatedRuleSet rules)
    {
        var set = rules.Set;
        var response = new GetActiveRuleSetResponse
        {
            RuleSet = DecisionWire.WriteRuleSet(rules),
            Name = set.Manifest.Name,
            Revision = set.Manifest.Revision,
            Owner = set.Manifest.Owner,
            ActivatedAt = rules.At.ToTimestamp(),
        };
        response.Products.AddRange(set.Policies.Values.OrderBy(policy => policy.Product, StringComparer.Ordinal)
            .Select(policy => new ProductSummary
            {
                Product = policy.Product,
                Title = DecisionWire.Write(policy.Title),
                Currency = policy.Currency,
                DraftBecause = policy.DraftBecause,
            }));
        response.Workflows.AddRange(set.Workflows.Values.OrderBy(workflow => workflow.Name, StringComparer.Ordinal)
            .Select(workflow => new WorkflowSummary { Workflow = workflow.Name, Rules = workflow.Rules.Count }));
        response.Indicators.AddRange(set.Indicators.Select(indicator => new IndicatorSummary
        {
            Indicator = indicator.Name,
            Family = indicator.Family,
            Title = DecisionWire.Write(indicator.Title),
            Levels = { indicator.Levels.Reverse().Select(level => WarningWire.Write(level.Level)) },
        }));
        response.Views.AddRange(set.Catalogue.Views.Select(Write));
        return response;
    }

    /// <summary>What was found in files.</summary>
    public static CheckRuleSetResponse Write(Core.Rules.RuleFiles files, RuleSetReading reading) => new()
    {
        Accepted = reading.RuleSet is not null,
        Digest = files.Digest,
        Truncated = reading.Problems.Count > MaximumProblems,
        Examples = reading.Examples,
        FailedExamples = reading.FailedExamples,
        Problems = { reading.Problems.Take(MaximumProblems).Select(Write) },
    };

    /// <summary>A problem.</summary>
    public static RuleSetProblem Write(RuleProblem problem) => new()
    {
        Severity = (WireSeverity)problem.Severity,
        Code = problem.Code,
        File = problem.File,
        JsonPath = problem.JsonPath,
        Column = problem.Column,
        Message = problem.Message,
    };

    private static FeatureViewSummary Write(FeatureView view) => new()
    {
        View = view.Name,
        Title = DecisionWire.Write(view.Title),
        AcceptsFeed = view.AcceptsFeed,
        AcceptsRequest = view.AcceptsRequest,
        PerExposure = view.IsPerExposure,
        Features =
        {
            view.Features.Select(feature => new FeatureSummary
            {
                Feature = feature.Name,
                Type = (FeatureKind)((int)feature.Type + 1),
                Unit = feature.Unit,
                Title = DecisionWire.Write(feature.Title),
            }),
        },
    };
}
