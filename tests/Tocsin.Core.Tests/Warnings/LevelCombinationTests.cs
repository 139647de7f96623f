using CsCheck;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class LevelCombinationTests
{
    private static readonly Gen<RaisedLevel> _raised = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 4], Gen.Bool,
        (family, level, isHard) => new RaisedLevel($"f{family}", (WarningLevel)level, isHard));

    private static readonly LevelCombination _shipped =
        RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!.Combination;

    [Fact]
    public void Of_ShippedRules_AreTheStandardOnes() => _raised.Array[0, 8].Sample(
        all => _shipped.Of(all) == BorrowerLevel.Of(RaisedCounts.Of(all)));

    [Fact]
    public void Of_AllSubsetsOfShippedRules_NeverFallByOneMore() => _raised.Array[0, 7].Sample(all =>
    {
        var levels = Enumerable.Range(0, 1 << all.Length)
            .Select(subset => _shipped.Of(all.Where((_, i) => (subset & (1 << i)) != 0))).ToArray();
        for (var subset = 0; subset < levels.Length; subset++)
        {
            for (var one = 1; one < levels.Length; one <<= 1)
                if (levels[subset | one] < levels[subset]) return false;
        }

        return true;
    });

    [Theory]
    [InlineData("raised.red_count > 0", WarningLevel.Orange, WarningLevel.None)]
    [InlineData("raised.red_count > 0", WarningLevel.Red, WarningLevel.Red)]
    [InlineData("raised.orange_family_count >= 1", WarningLevel.Orange, WarningLevel.Red)]
    public void Of_RulesOfTheSet_MakeTheLevel(string red, WarningLevel raised, WarningLevel level)
    {
        var combination = Read(red).RuleSet!.Combination;

        Assert.Equal(level, combination.Of([new RaisedLevel("fin", raised, false)]));
    }

    [Fact]
    public void Of_RuleThatFails_CountsAsOneThatHolds()
    {
        var combination = Read("1 / (raised.red_count - raised.red_count) > 5").RuleSet!.Combination;

        Assert.Equal(WarningLevel.Red, combination.Of([new RaisedLevel("fin", WarningLevel.Blue, false)]));
    }

    [Theory]
    [InlineData("raised.yellow_count == 1")]
    [InlineData("raised.yellow_count >= 1 and raised.red_count < 1")]
    [InlineData("raised.yellow_count - raised.red_count >= 1")]
    [InlineData("raised.orange_count >= 1 and not (raised.hard_red_count >= 1)")]
    public void Read_RulesByWhichMoreIsLess_AreRefused(string red)
    {
        var problem = Assert.Single(Read(red).Problems, problem => problem.Code == "COMBINATION_NOT_MONOTONE");

        Assert.Contains("another warning must never lower a borrower", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raised.yellow_count == 1", "a soft yellow of family a make red, and ")]
    [InlineData(
        "raised.yellow_count == 2", "a soft yellow of family a and a soft yellow of family a make red, and ")]
    public void Read_RulesByWhichMoreIsLess_NameACaseOfTheFewestWarnings(string red, string message)
    {
        var problem = Assert.Single(Read(red).Problems, problem => problem.Code == "COMBINATION_NOT_MONOTONE");

        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OtherRulesOfCombination_AreToldByEveryOpenWarning()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 20);
        var raised = borrower.Only;
        borrower.Rules = new ActivatedRuleSet(Read("raised.orange_count >= 1").RuleSet!, 8, SmallIndicators.Noon);

        var change = Assert.Single(borrower.Review(1));

        Assert.Equal((WarningChangeKind.Recombined, raised.Id, WarningLevel.Orange),
            (change.Kind, change.Warning!.Id, change.Warning!.Level));
        Assert.Equal((WarningLevel.Orange, WarningLevel.Red), (change.Before.Level, change.After.Level));
        Assert.Equal(WarningLevel.Red, borrower.State.Level);
        Assert.Empty(borrower.Review(2));
    }

    private static RuleSetReading Read(string red)
    {
        var indicators = SmallIndicators.Rules(1, SmallIndicators.Debt).Set.Files.Files
            .Where(file => file.Path != "warnings.json").ToList();
        return RuleSetReader.Read(new RuleFiles(
        [
            .. indicators,
            new RuleFile("workflows/level.json", System.Text.Encoding.UTF8.GetBytes(
                $$"""{"WorkflowName":"level","Rules":[{"RuleName":"red","Expression":"{{red}}"}]}""")),
            new RuleFile("warnings.json", """
                {"workflows":["early"],"borrower_level":"level","families":[
                  {"code":"fin","title":{"zh":"财","en":"Money"}}]}
                """u8.ToArray()),
        ]));
    }
}
