using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Server.Shadows;
using Tocsin.V1;
using CoreShadows = Tocsin.Core.Shadows;
using WireEnd = Tocsin.V1.ShadowEnd;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes shadows and their reports for the wire.</summary>
internal static class ShadowWire
{
    /// <summary>A shadow.</summary>
    public static ShadowStatus Write(ShadowPlan plan, string name, string revision) => new()
    {
        Digest = plan.Digest,
        Name = name,
        Revision = revision,
        Share = plan.Share,
        StartedAt = plan.StartedAt.ToTimestamp(),
        Until = plan.Until.ToTimestamp(),
        By = plan.By,
        Reason = plan.Reason,
    };

    /// <summary>What an instance's shadow found.</summary>
    public static GetShadowReportResponse Write(ShadowStanding standing, string instance)
    {
        var response = new GetShadowReportResponse
        {
            Shadow = Write(standing.Plan, standing.Name, standing.Revision),
            Instance = instance,
            Problem = standing.Problem,
        };
        if (standing.Run is not { } run) return response;
        response.RunningSince = run.Since.ToTimestamp();
        response.Waiting = run.Waiting;
        if (run.Ending is { } ending)
            (response.End, response.EndedAt) = ((WireEnd)ending.End, ending.At.ToTimestamp());
        var comparison = run.Comparison;
        response.Live = new RuleSetReference
        {
            Activation = comparison.Activation,
            Digest = comparison.Digest,
            Variant = DecisionWire.LiveVariant,
        };
        response.LiveSince = comparison.Since.ToTimestamp();
        WriteCounts(response, comparison.Tally.ToReport());
        return response;
    }

    private static void WriteCounts(GetShadowReportResponse response, CoreShadows.ShadowReport report)
    {
        response.Decided = report.Same + report.Differing;
        (response.Same, response.Differing) = (report.Same, report.Differing);
        (response.Dropped, response.Failed) = (report.Dropped, report.Failed);
        (response.NotComparable, response.OtherRules) = (report.NotComparable, report.OtherRules);
        response.Outcomes.AddRange(report.Outcomes.Select(outcomes => new ShadowOutcomes
        {
            Live = (Outcome)outcomes.Live,
            Shadow = (Outcome)outcomes.Shadow,
            Count = outcomes.Count,
        }));
        response.Products.AddRange(report.Products.Select(Write));
        response.Rules.AddRange(report.Rules.Select(Write));
        response.Recent.AddRange(report.Recent.Select(Write));
    }

    private static ShadowProduct Write(CoreShadows.ShadowProduct product) => new()
    {
        Product = product.Product,
        Currency = product.Currency,
        Decided = product.Decided,
        Differing = product.Differing,
        NotComparable = product.NotComparable,
        Points = Write(product.Points),
        ProbabilityOfDefault = Write(product.Pd),
        Limit = Write(product.Limit),
        AnnualRate = Write(product.AnnualRate),
    };

    private static NumberDifference? Write(CoreShadows.NumberDifference difference) =>
        difference.Compared == 0 ? null : new NumberDifference
        {
            Compared = difference.Compared,
            Up = difference.Up,
            Down = difference.Down,
            Mean = difference.Mean,
            Largest = difference.Largest,
        };

    private static ShadowRuleDifference Write(CoreShadows.ShadowRule rule) => new()
    {
        Kind = (DifferenceKind)rule.Latest.Kind,
        Rule = rule.Latest.Rule,
        Count = rule.Count,
        Worse = rule.Worse,
        Better = rule.Better,
        Live = rule.Latest.Before,
        Shadow = rule.Latest.After,
    };

    private static ShadowDecision Write(CoreShadows.ShadowDifference difference) => new()
    {
        DecisionId = difference.DecisionId,
        RequestId = difference.RequestId,
        BorrowerId = difference.Borrower.Value,
        Product = difference.Product,
        AsOf = difference.AsOf.ToTimestamp(),
        Live = (Outcome)difference.Live,
        Shadow = (Outcome)difference.Shadow,
        Kind = (DifferenceKind)difference.Difference.Kind,
        Rule = difference.Difference.Rule,
        LiveText = difference.Difference.Before,
        ShadowText = difference.Difference.After,
    };
}
