using System.Text.Json;
using RulesEngine.Models;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>
/// Workflow files that RulesEngine's authors published, unedited: they load and answer as there, or are refused by the
/// name of what cannot be kept as a feature.
/// </summary>
public sealed class PublicWorkflows
{
    private static readonly string _folder = Path.Combine(ShippedRules.Root(), "tests", "cases", "public-workflows");

    [Theory]
    [InlineData("readme-discount")]
    [InlineData("demo-discount")]
    [InlineData("unit-test-rules1")]
    [InlineData("unit-test-rules2")]
    [InlineData("unit-test-rules7")]
    [InlineData("unit-test-rules8")]
    public async Task Read_FileOfScalars_AnswersAsTheEngine(string name)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, name + ".json"));
        var set = Read(bytes).RuleSet!;
        var workflows = Published(bytes);
        var engine = new global::RulesEngine.RulesEngine(workflows);
        var (hits, misses) = (0L, 0L);

        foreach (var workflow in workflows)
        {
            foreach (var input in PublicInput.All)
            {
                var results = await engine.ExecuteAllRulesAsync(workflow.WorkflowName, input.Parameters());
                var check = new EqualityCheck(input.Profile(set.Layout));
                check.Compare(set.Workflows[workflow.WorkflowName].Rules, results, isTop: true);

                Assert.Null(check.Difference);
                (hits, misses) = (hits + check.Hits, misses + check.Results - check.Hits);
            }
        }

        Assert.True(hits > 0 && misses > 0, "The inputs are not varied.");
    }

    [Theory]
    [InlineData("demo-nested-input", "input1.NestedProp.ListProp")]
    [InlineData("unit-test-rules3", "input1.couy")]
    [InlineData("unit-test-rules4", "input1.FirstOrDefault")]
    [InlineData("unit-test-rules5", "utils.CheckExists")]
    [InlineData("unit-test-rules6", "input1.Method.Invoke")]
    [InlineData("unit-test-rules9", "input1.Data.NotExistingMethod")]
    [InlineData("unit-test-rules10", "input1.Data.GetProperty")]
    [InlineData("unit-test-rules11", "double.Parse")]
    [InlineData("unit-test-rules11", "input1.Count")]
    public async Task Read_FileOfListsOrHostMethods_IsRefusedByTheirName(string name, string construct)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, name + ".json"));

        var reading = Read(bytes);

        Assert.Null(reading.RuleSet);
        Assert.Contains(reading.Problems, problem => problem.Message.Contains(construct, StringComparison.Ordinal));
        Assert.DoesNotContain(reading.Problems, problem => problem.Code == "VALUE_TYPE");
    }

    private static Core.Rules.RuleSetReading Read(byte[] bytes) =>
        MadeRuleSet.Read(bytes, File.ReadAllText(Path.Combine(_folder, "features.json")));

    private static Workflow[] Published(byte[] bytes)
    {
        // Some files are one workflow, some a list.
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.Deserialize<Workflow[]>()! : [document.RootElement.Deserialize<Workflow>()!];
    }

    /// <summary>What the published files read.</summary>
    private sealed record PublicInput(string Country, int Loyalty, int Purchases, int Orders, int Visits, bool Flag)
    {
        public static IEnumerable<PublicInput> All { get; } =
            from country in new[] { "india", "canada", "" }
            from loyalty in new[] { 0, 2, 3, 5 }
            from purchases in new[] { 4_999, 5_000, 60_000, 100_000 }
            from orders in new[] { 2, 6, 16 }
            from visits in new[] { 2, 16, 26 }
            select new PublicInput(country, loyalty, purchases, orders, visits, loyalty > 2);

        public RuleParameter[] Parameters() =>
        [
            new("input1", new
            {
                country = Country,
                loyaltyFactor = Loyalty,
                totalPurchasesToDate = Purchases,
                Boolean = Flag,
            }),
            new("input2", new { totalOrders = Orders, noOfVisitsPerMonth = Visits }),
            new("input3", new { noOfVisitsPerMonth = Visits }),
        ];

        public BorrowerProfile Profile(InputLayout layout)
        {
            var profile = new BorrowerProfile(layout, DateTimeOffset.UnixEpoch);
            profile.Set("input1.country", FeatureValue.OfText(Country));
            profile.Set("input1.loyaltyFactor", FeatureValue.OfInteger(Loyalty));
            profile.Set("input1.totalPurchasesToDate", FeatureValue.OfInteger(Purchases));
            profile.Set("input1.Boolean", FeatureValue.OfFlag(Flag));
            profile.Set("input2.totalOrders", FeatureValue.OfInteger(Orders));
            profile.Set("input2.noOfVisitsPerMonth", FeatureValue.OfInteger(Visits));
            profile.Set("input3.noOfVisitsPerMonth", FeatureValue.OfInteger(Visits));
            return profile;
        }
    }
}
