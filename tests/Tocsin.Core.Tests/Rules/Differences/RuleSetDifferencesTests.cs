using System.Text.Json.Nodes;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Differences;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Differences;

public sealed partial class RuleSetDifferencesTests
{
    [Fact]
    public void Between_SameFiles_SaysNothingAndReachesNothing()
    {
        var differences = RuleSetDifferences.Between(EditedRules.Shipped, EditedRules.Shipped);

        Assert.Empty(differences.Differences);
        Assert.Equal((false, RuleReach.None), (differences.IsCut, differences.Reach));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Between_OnlyWrittenOtherwise_SaysNothing(string path)
    {
        var after = EditedRules.With(path, Turned(EditedRules.Json(path))!.ToJsonString());

        var differences = RuleSetDifferences.Between(EditedRules.Shipped, after);

        Assert.NotEqual(EditedRules.Shipped.Digest, after.Digest);
        Assert.Empty(differences.Differences);
        Assert.Equal(RuleReach.None, differences.Reach);
    }

    [Fact]
    public void Between_ParameterChanged_SaysWhatReadsIt()
    {
        var after = EditedRules.With("parameters.json", Parameter("firm_age_min", node => node["value"] = 13));

        var only = Only(after);

        Assert.Equal("Changed Parameter firm_age_min value: 12 → 13", Text(only));
        Assert.Equal("months", only.Unit);
        Assert.Equal(["mse_knock_outs/firm_too_young"], only.Affects);
        Assert.Equal(1, only.AffectsCount);
        Assert.Equal(["mse_working_capital"], only.Products);
        Assert.Equal(RuleReach.Decisions, only.Reach);
    }

    [Fact]
    public void Between_ThresholdOfAnIndicatorChanged_ReachesWarnings()
    {
        var after = EditedRules.With("parameters.json", Parameter("ltv_red", node => node["value"] = 0.99));

        var only = Only(after);

        Assert.Equal(["early_warning_col/col_ltv/red"], only.Affects);
        Assert.Empty(only.Products);
        Assert.Equal(RuleReach.Warnings, only.Reach);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("owner")]
    [InlineData("review_date")]
    public void Between_DescriptionOfAParameterChanged_ReachesNothing(string key)
    {
        var after = EditedRules.With("parameters.json", Parameter("firm_age_min", node => node[key] = "2031-01-01"));

        var differences = RuleSetDifferences.Between(EditedRules.Shipped, after);

        Assert.Empty(Assert.Single(differences.Differences).Affects);
        Assert.Equal(RuleReach.None, differences.Reach);
    }

    [Fact]
    public void Between_LevelChanged_NamesItsIndicatorAndWorkflow()
    {
        var after = EditedRules.With(
            "workflows/early_warning_col.json", "loan.secured == true", "loan.secured != false");

        var differences = RuleSetDifferences.Between(EditedRules.Shipped, after).Differences;

        Assert.Contains(
            ("early_warning_col/col_ltv", "applies_when", "loan.secured == true", "loan.secured != false"),
            differences.Select(one => (one.Subject, one.Facet, one.Before, one.After)));
        Assert.All(differences, one => Assert.Equal("early_warning_col", one.Workflow));
        Assert.Contains("col_ltv", differences.Select(one => one.Indicator));
        Assert.All(differences, one => Assert.Equal(RuleReach.Warnings, one.Reach));
    }

    [Fact]
    public void Between_GradeChanged_NamesTheProductsOfItsScale()
    {
        var after = EditedRules.With("rating_scales/mse_master.json", root => root["grades"]![0]!["pd_up_to"] = 0.0001);

        Assert.Equal(["it_guarantee_fund", "mse_working_capital"], Only(after).Products);
    }

    [Theory]
    [InlineData("workflows/scorecard.json", "\"points\": 6}", "\"points\": 7}", true)]
    [InlineData("rating_scales/mse_master.json", "\"pd_up_to\": 0.0", "\"pd_up_to\": 0.00", true)]
    [InlineData("rating_scales/springate.json", "0.862}", "0.9}", false)]
    [InlineData("policies/mse_working_capital.json", "\"horizon_months\": 12", "\"horizon_months\": 6", true)]
    [InlineData("policies/mse_working_capital.json", "\"valid_for_days\": 30", "\"valid_for_days\": 14", false)]
    [InlineData("policies/springate.json", "\"horizon_months\": ", "\"horizon_months\": 1", false)]
    public void Between_Decisions_ReachWarningsOnlyThroughTheScoreThatTheyRead(
        string path, string old, string replacement, bool isScore)
    {
        var reach = RuleSetDifferences.Between(EditedRules.Shipped, EditedRules.With(path, old, replacement)).Reach;

        Assert.True(reach.HasFlag(RuleReach.Decisions));
        Assert.Equal(isScore, reach.HasFlag(RuleReach.Warnings));
    }

    [Fact]
    public void Between_ReasonChanged_NamesTheRulesThatGiveIt()
    {
        var after = EditedRules.With("reasons.json", root => root["reasons"]!.AsArray()
            .Single(reason => (string)reason!["code"]! == "P01")!["text"]!["en"] = "Too risky.");

        var only = Only(after);

        Assert.Equal((RuleSubjectKind.Reason, "P01", "text.en"), (only.Kind, only.Subject, only.Facet));
        Assert.Contains("mse_working_capital/outcome.pd_reason", only.Affects);
    }

    [Fact]
    public void Between_RulesMoved_SaysWhichAndWhere()
    {
        var after = EditedRules.With("workflows/knock_outs.json", root =>
        {
            var rules = Rules(root);
            var first = rules[0];
            rules.RemoveAt(0);
            rules.Insert(2, first);
        });
        var names = Rules(EditedRules.Json("workflows/knock_outs.json"))
            .Select(rule => (string)rule!["RuleName"]!).ToList();

        Assert.Equal(
            $"Moved KnockOut mse_knock_outs/{names[0]} : first → after {names[2]}", Text(Only(after)));
    }

    [Fact]
    public void Between_RuleRenamed_IsNoRemoval()
    {
        var after = EditedRules.With("workflows/knock_outs.json", root => Rules(root)[0]!["RuleName"] = "renamed");
        var name = (string)Rules(EditedRules.Json("workflows/knock_outs.json"))[0]!["RuleName"]!;

        Assert.Equal($"Renamed KnockOut mse_knock_outs/renamed : {name} → renamed", Text(Only(after)));
    }

    [Fact]
    public void Between_IndicatorThatReplacesAnother_IsRenamedThoughItSaysSomethingElse()
    {
        var after = EditedRules.With("workflows/early_warning_col.json", root =>
        {
            var rule = root["Rules"]![0]!;
            rule["RuleName"] = "col_loan_to_value";
            rule["Properties"]!["tocsin"]!["replaces"] = "col_ltv";
            rule["Rules"]![2]!["Expression"] = "collateral.ltv_ratio > 1";
        });

        var there = RuleSetDifferences.Between(EditedRules.Shipped, after).Differences;
        var back = RuleSetDifferences.Between(after, EditedRules.Shipped).Differences;

        Assert.Equal(
        [
            "Renamed Indicator early_warning_col/col_loan_to_value : col_ltv → col_loan_to_value",
            "Added Indicator early_warning_col/col_loan_to_value replaces:  → col_ltv",
            "Changed Level early_warning_col/col_loan_to_value/red expression: collateral.ltv_ratio > p.ltv_red → "
                + "collateral.ltv_ratio > 1",
        ],
        there.Select(Text));
        Assert.Equal("Renamed Indicator early_warning_col/col_ltv : col_loan_to_value → col_ltv", Text(back[0]));
        Assert.Equal(there.Count, back.Count);
    }

    [Fact]
    public void Between_NullOfAnExample_SaysThatAValueIsMissing()
    {
        const string Json = """{"examples":[{"name":"x","change":{"a.b":null,"a.c":1}}]}""";
        var before = EditedRules.Of(("examples/a.json", Json));
        var after = EditedRules.Of(("examples/a.json", Json.Replace("\"a.b\":null,", "", StringComparison.Ordinal)));

        Assert.Equal("Removed Example a/x change.a.b: null → ",
            Text(RuleSetDifferences.Between(before, after).Differences[0]));
    }

    [Fact]
    public void Between_FileThatCannotBeRead_IsToldAndMayReachAnything()
    {
        var after = EditedRules.With("workflows/knock_outs.json", "{");

        var differences = RuleSetDifferences.Between(EditedRules.Shipped, after);

        var only = Assert.Single(differences.Differences);
        Assert.Equal((RuleSubjectKind.File, "workflows/knock_outs.json"), (only.Kind, only.Subject));
        Assert.StartsWith("cannot be read: ", only.After, StringComparison.Ordinal);
        Assert.Equal(RuleReach.All, differences.Reach);
    }

    [Fact]
    public void Between_ExpressionThatCannotBeRead_LeavesNothingProven()
    {
        var before = EditedRules.With("workflows/springate.json", "statements", "\\u0000");
        var after = new RuleFiles(before.Files.Where(file => file.Path != "parameters.json")
            .Concat(EditedRules.With("parameters.json", Parameter("firm_age_min", node => node["value"] = 13))
                .Files.Where(file => file.Path == "parameters.json")));

        Assert.Equal(RuleReach.All, RuleSetDifferences.Between(before, after).Reach);
    }

    [Fact]
    public void Between_MoreThanTheBounds_IsCutAndProvesNothing()
    {
        var nothing = EditedRules.Of();
        var few = new RuleDifferenceOptions { MaximumDifferences = 7 };
        var little = new RuleDifferenceOptions { MaximumCharacters = 500 };

        var cut = RuleSetDifferences.Between(nothing, EditedRules.Shipped, few);

        Assert.Equal((7, true, RuleReach.All), (cut.Differences.Count, cut.IsCut, cut.Reach));
        Assert.True(RuleSetDifferences.Between(nothing, EditedRules.Shipped, little).IsCut);
    }

    [Fact]
    public void Between_CallerThatGoesAway_Ends()
    {
        var after = EditedRules.With("parameters.json", Parameter("firm_age_min", node => node["value"] = 13));

        Assert.Throws<OperationCanceledException>(() => RuleSetDifferences.Between(
            EditedRules.Shipped, after, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Between_LongText_IsCut()
    {
        var after = EditedRules.With("parameters.json",
            Parameter("firm_age_min", node => node["source"] = new string('x', 20_000)));

        Assert.Equal(8_193, Only(after).After.Length);
    }

    [Fact]
    public void Between_TwoRunsOfOneComparison_SayTheSameInTheSameOrder()
    {
        var nothing = EditedRules.Of();

        Assert.Equal(
            RuleSetDifferences.Between(nothing, EditedRules.Shipped).Differences.Select(Text),
            RuleSetDifferences.Between(nothing, EditedRules.Shipped).Differences.Select(Text));
    }

    private static RuleDifference Only(RuleFiles after) =>
        Assert.Single(RuleSetDifferences.Between(EditedRules.Shipped, after).Differences);

    private static string Text(RuleDifference one) =>
        $"{one.Change} {one.Kind} {one.Subject} {one.Facet}: {one.Before} → {one.After}";

    private static JsonArray Rules(JsonNode root) => (root is JsonArray list ? list[0] : root)!["Rules"]!.AsArray();

    private static Action<JsonNode> Parameter(string name, Action<JsonNode> edit) => root =>
        edit(root["parameters"]!.AsArray().Single(one => (string)one!["name"]! == name)!);

    // The same with the keys of every object the other way round.
    private static JsonNode? Turned(JsonNode? node) => node switch
    {
        JsonObject holder => new JsonObject(
            holder.Reverse().Select(member => KeyValuePair.Create(member.Key, Turned(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Turned)]),
        _ => node?.DeepClone(),
    };
}
