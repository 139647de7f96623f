using System.Text.Json.Nodes;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Shadows;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Server.Tests.Shadows;

/// <summary>Live decisions on the published model of loans, as a shadow is given them.</summary>
internal static class ShadowedLoans
{
    private const string PolicyFile = "policies/sba_lmt_2018.json";

    /// <summary>The shipped rules, without examples.</summary>
    public static RuleSet Live { get; } = Read(null);

    /// <summary>The same, approving loans up to a PD of 0.01 alone.</summary>
    public static RuleSet Strict { get; } = Read(0.01);

    /// <summary>A loan that is approved live, at a PD of 0.05.</summary>
    public static ShadowedDecision Sound(DateTimeOffset asOf)
    {
        var policy = Live.Policies["sba-lmt-2018"];
        FeatureViewUpdate loan = new("sba_loan", asOf, new Dictionary<string, FeatureValue>
        {
            ["real_estate"] = FeatureValue.OfFlag(true),
            ["guaranteed_fraction"] = FeatureValue.OfNumber(0.75),
            ["recession_active"] = FeatureValue.OfFlag(false),
        });
        var asked = new DecisionRequest(ApplicationKind.New);
        var profile = BorrowerProfileReader.Read(Live.Layout, null, [loan], asOf);
        asked.WriteTo(profile);
        return new ShadowedDecision
        {
            DecisionId = "d1",
            Borrower = BorrowerId.Parse("b1"),
            Activation = 1,
            Digest = Live.Digest,
            Policy = policy,
            Views = [loan],
            Asked = asked,
            AsOf = asOf,
            Decision = Decider.Decide(Live, policy, profile),
        };
    }

    private static RuleSet Read(double? approveUpTo)
    {
        var files = RuleFolder.Read(ProjectFolder.Rules).Files
            .Where(file => !file.Path.StartsWith("examples/", StringComparison.Ordinal))
            .Select(file => approveUpTo is { } pd && file.Path == PolicyFile ? WithBound(file, pd) : file);
        var reading = RuleSetReader.Read(new Core.Rules.RuleFiles(files));
        return reading.RuleSet ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }

    private static RuleFile WithBound(RuleFile file, double pd)
    {
        var json = JsonNode.Parse(file.Content.Span)!;
        json["outcome"]!["approve_up_to_pd"] = pd;
        return file with { Content = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }
}
