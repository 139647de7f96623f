using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Shadows;
using Tocsin.Core.Tests.Decisions;

namespace Tocsin.Core.Tests.Shadows;

/// <summary>Live decisions of small policies, as a shadow is given them.</summary>
internal static class ShadowCases
{
    /// <summary>A live decision on a sound borrower with some stored values changed.</summary>
    public static ShadowedDecision Live(SmallPolicy live, params (string Name, string? Value)[] changes) =>
        Live(live.Rules, live.Policy, new DecisionRequest(ApplicationKind.New), [], changes);

    /// <summary>The same, with what is asked for and carried.</summary>
    public static ShadowedDecision Live(
        RuleSet rules, DecisionPolicy policy, DecisionRequest asked, IReadOnlyList<FeatureViewUpdate> views,
        params (string Name, string? Value)[] changes) =>
        Live(rules, policy, asked, views, DecisionDepth.Whole, changes);

    /// <summary>The same, carried as far as wanted.</summary>
    public static ShadowedDecision Live(
        RuleSet rules, DecisionPolicy policy, DecisionRequest asked, IReadOnlyList<FeatureViewUpdate> views,
        DecisionDepth depth, params (string Name, string? Value)[] changes)
    {
        var values = SmallPolicy.Sound.ToDictionary(pair => pair.Name, pair => pair.Value);
        foreach (var (name, value) in changes) values[name] = value;
        var stored = new StoredProfile(BorrowerId.Parse("b1"), 1, values.Where(pair => pair.Value is not null)
            .GroupBy(pair => pair.Key.Split('.')[0]).ToDictionary(
                group => group.Key, group => new StoredView(
                    SmallRules.Noon, group.ToDictionary(pair => pair.Key.Split('.')[1], pair => pair.Value!))));
        var profile = BorrowerProfileReader.Read(rules.Layout, stored, views, SmallRules.Noon);
        asked.WriteTo(profile);
        return new ShadowedDecision
        {
            DecisionId = "d1",
            RequestId = "r1",
            Borrower = BorrowerId.Parse("b1"),
            Activation = 1,
            Digest = rules.Digest,
            Policy = policy,
            Stored = stored,
            Views = views,
            Asked = asked,
            Depth = depth,
            AsOf = SmallRules.Noon,
            Decision = Decider.Decide(rules, policy, profile, depth),
        };
    }
}
