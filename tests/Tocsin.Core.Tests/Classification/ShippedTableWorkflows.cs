using System.Text.Json;
using RulesEngine.Models;
using Xunit;

namespace Tocsin.Core.Tests.Classification;

/// <summary>
/// The rows of the shipped tables are ordinary workflows of RulesEngine, which runs their files unedited.
/// </summary>
public sealed class ShippedTableWorkflows
{
    [Theory]
    [InlineData("category_upgrade", 4)]
    [InlineData("enterprise_size", 42)]
    [InlineData("five_category", 16)]
    [InlineData("ifrs9_stage", 5)]
    [InlineData("principal_free_renewal", 11)]
    public void Engine_FileOfATable_TakesEveryRow(string name, int rows)
    {
        var workflow = Read(name);
        var engine = new global::RulesEngine.RulesEngine([workflow]);

        Assert.True(engine.ContainsWorkflow(name));
        Assert.Equal(rows, workflow.Rules.Count());
    }

    [Theory]
    [InlineData(30, "")]
    [InlineData(31, "overdue_30")]
    [InlineData(90, "overdue_30")]
    [InlineData(91, "overdue_30, overdue_90")]
    public async Task Engine_RowsOfTheStages_HitAtTheSameBounds(int days, string expected)
    {
        var engine = new global::RulesEngine.RulesEngine([Read("ifrs9_stage")]);

        var results = await engine.ExecuteAllRulesAsync(
            "ifrs9_stage",
            new RuleParameter("repayment", new { days_past_due = days, interest_unpaid_days = 0 }),
            new RuleParameter("loan", new { restructured = false, credit_impaired = false }),
            new RuleParameter("p", new { stage_2_days = 30.0, stage_3_days = 90.0 }));

        Assert.Equal(expected, string.Join(
            ", ", results.Where(result => result.IsSuccess).Select(result => result.Rule.RuleName)));
    }

    private static Workflow Read(string name) => JsonSerializer.Deserialize<Workflow>(
        File.ReadAllText(Path.Combine(ShippedRules.Folder, "workflows", name + ".json")))!;
}
