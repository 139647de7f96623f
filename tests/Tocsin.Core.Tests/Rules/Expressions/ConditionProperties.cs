using CsCheck;
using Tocsin.Core.Features;
using Xunit;
using Condition = Tocsin.Core.Rules.Expressions.Condition;
using EngineRule = RulesEngine.Models.Rule;
using EngineWorkflow = RulesEngine.Models.Workflow;
using RuleOutcome = Tocsin.Core.Rules.RuleOutcome;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>What holds of every condition over every profile.</summary>
public class ConditionProperties
{
    [Fact]
    public void Evaluate_EveryValuePresent_EqualsNaiveEvaluation() => Gen.Select(
        RandomTrees.Plain, RandomTrees.FullValues).Sample((tree, values) =>
            Outcome(tree.Value(values)) == Evaluate(tree, values), iter: 500);

    [Fact]
    public void Evaluate_ValuesMissing_EqualsNaiveKleene() => Gen.Select(
        RandomTrees.WithNullTests, RandomTrees.Values).Sample((tree, values) =>
            Outcome(tree.Value(values)) == Evaluate(tree, values), iter: 1000);

    [Fact]
    public void Evaluate_EachValueAndEachTwoRemoved_EqualsNaiveKleeneAndNeverFlips()
    {
        var run = KleeneRun.Run(results: 100_000, seed: 20260302);

        Assert.True(run.Difference is null, run.Difference);
        Assert.True(run.Hits > 20_000 && run.Unknown > 20_000, "The cases are not varied.");
    }

    [Fact]
    public void Evaluate_FullProfilesAndGaps_AllocatesNothing() => Gen.Select(
        RandomTrees.WithNullTests, RandomTrees.FullValues, RandomTrees.Values).Sample((tree, full, gaps) =>
        {
            var condition = SampleInputs.Compile(tree.Text);
            var profiles = new[] { Profile(full), Profile(gaps) };
            Run(condition, profiles);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(condition, profiles);
            return GC.GetAllocatedBytesForCurrentThread() == before;
        }, iter: 200);

    [Fact]
    public async Task Evaluate_EveryValuePresent_EqualsTheEngine()
    {
        // 20 rounds of 15 rules over 12 profiles: 3,600 results.
        await Gen.Select(RandomTrees.Plain.Array[15], RandomTrees.FullValues.Array[12])
            .SampleAsync(async (trees, profiles) =>
            {
                var workflow = new EngineWorkflow
                {
                    WorkflowName = "w",
                    Rules = [.. trees.Select((tree, index) => new EngineRule
                    {
                        RuleName = $"r{index}",
                        Expression = tree.Text,
                    })],
                };
                var engine = new global::RulesEngine.RulesEngine([workflow]);
                var conditions = trees.Select(tree => SampleInputs.Compile(tree.Text)).ToArray();
                foreach (var values in profiles)
                {
                    var input = new global::RulesEngine.Models.RuleParameter("v", PlainInput.Of(values));
                    var results = await engine.ExecuteAllRulesAsync("w", input);
                    var ours = conditions.Select(condition => condition.Evaluate(Profile(values)));
                    Assert.Equal(results.Select(result => result.IsSuccess ? RuleOutcome.Hit : RuleOutcome.Miss), ours);
                    Assert.All(results, result => Assert.Empty(result.ExceptionMessage ?? ""));
                }
            }, iter: 20);
    }

    private static void Run(Condition condition, BorrowerProfile[] profiles)
    {
        for (var i = 0; i < 50; i++) condition.Evaluate(profiles[i & 1]);
    }

    private static RuleOutcome Evaluate(RandomTree tree, IReadOnlyDictionary<string, object> values) =>
        SampleInputs.Compile(tree.Text).Evaluate(Profile(values));

    private static BorrowerProfile Profile(IReadOnlyDictionary<string, object> values) =>
        SampleInputs.Profile([.. values.Select(pair => (pair.Key, pair.Value))]);

    private static RuleOutcome Outcome(object? value) => value switch
    {
        true => RuleOutcome.Hit,
        false => RuleOutcome.Miss,
        _ => RuleOutcome.Unknown,
    };
}
