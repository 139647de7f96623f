using System.Text;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Shadows;
using Tocsin.Core.Tests.Decisions;
using Xunit;
using static Tocsin.Core.Tests.Shadows.ShadowCases;

namespace Tocsin.Core.Tests.Shadows;

public class ShadowTests
{
    private static readonly SmallPolicy _live = new();

    [Fact]
    public void Decide_SameRules_IsTheSame()
    {
        var result = new Shadow(new SmallPolicy().Rules, usesDrafts: false).Decide(Live(_live));

        Assert.Equal(DecisionOutcome.Approve, result.Decision!.Outcome);
        Assert.Null(result.Difference);
    }

    [Fact]
    public void Decide_AnotherBound_DiffersWithTheBound()
    {
        var result = new Shadow(new SmallPolicy(approveUpTo: 0.001).Rules, usesDrafts: false).Decide(Live(_live));

        Assert.Equal(DecisionOutcome.Refer, result.Decision!.Outcome);
        Assert.Equal((DifferenceKind.Bound, "outcome"), (result.Difference!.Kind, result.Difference.Rule));
    }

    [Fact]
    public void Decide_OutcomeAlone_IsCarriedNoFurtherThanTheLiveOne()
    {
        var live = Live(_live.Rules, _live.Policy, new DecisionRequest(ApplicationKind.New), [],
            DecisionDepth.OutcomeAlone, ("court.listed", "true"), ("court.frozen", "true"));

        var result = new Shadow(new SmallPolicy().Rules, usesDrafts: false).Decide(live);

        Assert.Single(result.Decision!.Reasons);
        Assert.Null(result.Difference);
    }

    [Fact]
    public void Decide_CarriedView_CountsInTheShadowToo()
    {
        FeatureViewUpdate carried = new("firm", SmallRules.Noon, new Dictionary<string, FeatureValue>
        {
            ["age"] = FeatureValue.OfInteger(6),
            ["sector"] = FeatureValue.OfText("mill"),
            ["sales"] = FeatureValue.OfNumber(1000),
            ["debt"] = FeatureValue.OfNumber(100),
        });

        var result = new Shadow(new SmallPolicy().Rules, usesDrafts: false)
            .Decide(Live(_live.Rules, _live.Policy, new DecisionRequest(ApplicationKind.New), [carried]));

        Assert.Equal(60, result.Decision!.Score!.Points);
        Assert.Null(result.Difference);
    }

    [Theory]
    [InlineData("\"product\":\"loan\"", "\"product\":\"other\"")]
    [InlineData("\"currency\":\"CNY\"", "\"currency\":\"USD\"")]
    [InlineData("\"currency\":\"CNY\"", "\"currency\":\"CNY\",\"draft_because\":\"nobody looked\"")]
    [InlineData("\"currency\":\"CNY\"", "\"currency\":\"CNY\",\"amount\":{\"min\":10000,\"max\":50000,\"step\":1000}")]
    [InlineData("\"currency\":\"CNY\"", "\"currency\":\"CNY\",\"term_months\":{\"min\":1,\"max\":6}")]
    public void Decide_WhatTheCandidateWouldRefuse_CannotBeCompared(string old, string other)
    {
        var asked = new DecisionRequest(ApplicationKind.New, 100_000, 12);

        var result = new Shadow(Edited(("policies/loan.json", old, other)), usesDrafts: false)
            .Decide(Live(_live.Rules, _live.Policy, asked, []));

        Assert.Same(ShadowResult.NotComparable, result);
    }

    [Theory]
    [InlineData("limit_frozen", true)]
    [InlineData("level", false)]
    [InlineData("", true)]
    public void Decide_FlagOfAnActionThatOnlyTheCandidateHas_CannotBeCompared(string carried, bool isComparable)
    {
        var (rules, candidate) = (Warned("warnings.level == \"red\""), Warned("warnings.limit_frozen == true"));
        FeatureViewUpdate[] views = carried.Length == 0 ? [] :
        [
            new FeatureViewUpdate("warnings", SmallRules.Noon, new Dictionary<string, FeatureValue>
            {
                [carried] = carried == "level" ? FeatureValue.OfText("none") : FeatureValue.OfFlag(false),
            }),
        ];

        var result = new Shadow(candidate, usesDrafts: false)
            .Decide(Live(rules, rules.Policies["loan"], new DecisionRequest(ApplicationKind.New), views));

        // Without a look at the warnings both sides know nothing of them.
        Assert.Equal(isComparable, result != ShadowResult.NotComparable);
    }

    [Fact]
    public void Decide_DraftWhereDraftsCount_Decides()
    {
        var draft = Edited(("policies/loan.json", "\"currency\":\"CNY\"",
            "\"currency\":\"CNY\",\"draft_because\":\"nobody looked\""));

        Assert.Null(new Shadow(draft, usesDrafts: true).Decide(Live(_live)).Difference);
    }

    [Fact]
    public void Decide_FeatureOfAnotherTypeOrNoneInTheCandidate_IsReadAsItsOwnOrLeftOut()
    {
        var candidate = Edited(
            ("features.json", "{\"name\":\"age\",\"type\":\"integer\"}", "{\"name\":\"age\",\"type\":\"number\"}"),
            ("features.json", "{\"name\":\"sector\",\"type\":\"text\"}", "{\"name\":\"sectors\",\"type\":\"text\"}"),
            ("workflows/card.json", "firm.sector", "firm.sectors"));
        FeatureViewUpdate firm = new("firm", SmallRules.Noon, new Dictionary<string, FeatureValue>
        {
            ["age"] = FeatureValue.OfInteger(60),
            ["sector"] = FeatureValue.OfText("mill"),
            ["sales"] = FeatureValue.OfNumber(1000),
            ["debt"] = FeatureValue.OfNumber(100),
        });

        var result = new Shadow(candidate, usesDrafts: false)
            .Decide(Live(_live.Rules, _live.Policy, new DecisionRequest(ApplicationKind.New), [firm]));

        Assert.Equal(
            new DecisionDifference(DifferenceKind.Characteristic, "sector", "20", "0"), result.Difference);
    }

    [Fact]
    public void Decide_ViewOfAnExposureThatTheCandidateKeepsPerBorrower_IsLeftOut()
    {
        FeatureViewUpdate other = new("court", SmallRules.Noon, new Dictionary<string, FeatureValue>
        {
            ["listed"] = FeatureValue.OfFlag(true),
        })
        { Exposure = ExposureId.Parse("L-1") };

        var live = Live(_live) with { Views = [other] };

        Assert.Null(new Shadow(new SmallPolicy().Rules, usesDrafts: false).Decide(live).Difference);
    }

    private static RuleSet Warned(string expression) => Edited(
        [new RuleFile("actions.json", Encoding.UTF8.GetBytes("""
            {"actions":[{"code":"A1","sets":"warnings.limit_frozen","automatic_from":"orange",
              "title":{"zh":"冻结","en":"Freeze"}}]}
            """))],
        ("workflows/knock_outs.json", "court.listed == true", "court.listed == true or "
            + expression.Replace("\"", "\\\"", StringComparison.Ordinal)),
        ("features.json", "\"views\":[", """
            "views":[{"name":"warnings","per":"borrower","accept_from":["server"],"features":[
              {"name":"level","type":"text","order":["none","blue","yellow","orange","red"]},
              {"name":"limit_frozen","type":"flag"}]},
            """));

    private static RuleSet Edited(params (string Path, string Old, string New)[] edits) => Edited([], edits);

    private static RuleSet Edited(RuleFile[] more, params (string Path, string Old, string New)[] edits)
    {
        var files = _live.Rules.Files.Files.Select(file =>
        {
            var text = Encoding.UTF8.GetString(file.Content.Span);
            foreach (var edit in edits.Where(edit => edit.Path == file.Path))
            {
                Assert.Contains(edit.Old, text, StringComparison.Ordinal);
                text = text.Replace(edit.Old, edit.New, StringComparison.Ordinal);
            }

            return new RuleFile(file.Path, Encoding.UTF8.GetBytes(text));
        });
        var reading = RuleSetReader.Read(new RuleFiles(files.Concat(more)));
        return reading.RuleSet ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }
}
