using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class LevelMachineTests
{
    private static readonly WarningIndicator _debt = SmallIndicators.Both.Set.Indicators[0];

    [Theory]
    [InlineData(9.99, new WarningLevel[] { })]
    [InlineData(10, new[] { WarningLevel.Yellow })]
    [InlineData(20, new[] { WarningLevel.Yellow, WarningLevel.Orange })]
    [InlineData(99, new[] { WarningLevel.Yellow, WarningLevel.Orange, WarningLevel.Red })]
    public void Move_FromNone_RaisesAtOnceWithEveryLevelBelow(double debt, WarningLevel[] levels)
    {
        var active = Move([], debt, 0);

        Assert.Equal(levels, active.Select(level => level.Level));
        Assert.All(active, level => Assert.Null(level.ClearSince));
        Assert.Equal(levels.LastOrDefault(), LevelMachine.LevelOf(active));
    }

    [Fact]
    public void Move_ClearConditionHolds_ClearsOnlyOnceTheDwellIsOver()
    {
        var active = Move(Move([], 30, 0), 5, 1);
        Assert.All(active, level => Assert.Equal(SmallIndicators.Noon.AddDays(1), level.ClearSince));

        var almost = Move(active, 5, 10.999);
        Assert.Equal(active.Select(level => level.ClearSince), almost.Select(level => level.ClearSince));

        Assert.Empty(Move(almost, 5, 11));
    }

    [Fact]
    public void Move_ClearConditionBroken_StartsTheDwellAgain()
    {
        var active = Move(Move([], 10, 0), 5, 1);

        active = Move(active, 10, 6);
        Assert.Null(Assert.Single(active).ClearSince);

        active = Move(active, 5, 8);
        Assert.NotEmpty(Move(active, 5, 17.999));
        Assert.Empty(Move(active, 5, 18));
    }

    [Fact]
    public void Move_ValueWentStaleUnseen_StartsTheDwellAgain()
    {
        var active = Move(Move([], 10, 0), 5, 1);
        var fresh = Assert.Single(active).FreshUntil;
        Assert.Equal(SmallIndicators.Noon.AddDays(21).AddMicroseconds(1), fresh);

        var late = Assert.Single(Move(active, 5, 22));

        Assert.Equal((SmallIndicators.Noon.AddDays(22), true), (late.ClearSince, late.FreshUntil > fresh));
    }

    [Fact]
    public void Move_ClearReadsNothingThatGoesStale_StaysFreshForEver()
    {
        var rules = SmallIndicators.Rules(1, """
            {"RuleName":"mixed","Operator":"Or","Properties":{"tocsin":{"family":"fin"}},"Rules":[
              {"RuleName":"yellow","Expression":"firm.debt > 0","Properties":{"tocsin":{
                "clear":"data.firm_age_days >= 0","dwell":"9d"}}},
              {"RuleName":"red","Expression":"firm.debt > 10"}]}
            """);
        var stored = SmallIndicators.Stored(0);

        var active = LevelMachine.Move(
            rules.Set.Indicators[0], [new ActiveLevel(WarningLevel.Yellow)], SmallIndicators.Profile(stored, 0));

        Assert.Equal([new ActiveLevel(WarningLevel.Yellow, SmallIndicators.Noon)], active);
    }

    [Fact]
    public void Move_Unknown_NeitherRaisesNorClearsAndBreaksTheDwell()
    {
        Assert.Empty(Move([], null, 0));
        var active = Move(Move([], 20, 0), 5, 1);

        active = Move(active, null, 100);

        Assert.Equal([new(WarningLevel.Yellow), new(WarningLevel.Orange)], active);
    }

    [Fact]
    public void Move_BetweenClearAndRaise_KeepsTheLevel()
    {
        var active = Move(Move([], 20, 0), 16, 1);

        Assert.Equal([new(WarningLevel.Yellow), new(WarningLevel.Orange)], active);
        Assert.Equal(WarningLevel.Orange, LevelMachine.LevelOf(Move(active, 16, 500)));
    }

    [Fact]
    public void Move_HighLevelClearsAndLowerOneHolds_FallsToTheLowerOne()
    {
        var active = Move(Move([], 40, 0), 14, 1);

        active = Move(active, 14, 11);

        Assert.Equal([new ActiveLevel(WarningLevel.Yellow)], active);
    }

    [Fact]
    public void Move_LowerLevelUnknownAndHigherOneHit_RaisesBoth()
    {
        var rules = SmallIndicators.Rules(1, """
            {"RuleName":"mixed","Operator":"Or","Properties":{"tocsin":{"family":"fin"}},"Rules":[
              {"RuleName":"yellow","Expression":"firm.debt > 0"},{"RuleName":"red","Expression":"firm.cases > 0"}]}
            """);
        var stored = SmallIndicators.Stored(null, others: ("cases", "1"));

        var active = LevelMachine.Move(
            rules.Set.Indicators[0], [], SmallIndicators.Profile(stored, 0));

        Assert.Equal([WarningLevel.Yellow, WarningLevel.Red], active.Select(level => level.Level));
    }

    [Fact]
    public void Move_NotApplicable_ClearsAtOnce()
    {
        var stored = SmallIndicators.Stored(50, others: ("active", "false"));

        Assert.Empty(LevelMachine.Move(_debt, Move([], 50, 0), SmallIndicators.Profile(stored, 0)));
    }

    [Fact]
    public void Move_ApplicabilityUnknown_KeepsLevelsAndBreaksTheDwell()
    {
        var active = Move(Move([], 10, 0), 5, 1);
        var stored = SmallRules.Stored("firm", SmallIndicators.Noon, 1, ("debt", "99"));

        var after = LevelMachine.Move(_debt, active, SmallIndicators.Profile(stored, 2));

        Assert.Equal([new ActiveLevel(WarningLevel.Yellow)], after);
        Assert.Empty(LevelMachine.Move(_debt, [], SmallIndicators.Profile(stored, 2)));
    }

    [Fact]
    public void Move_WithoutDwell_ClearsAtOnce()
    {
        var court = SmallIndicators.Both.Set.Indicators[1];
        var stored = SmallIndicators.Stored(0, others: ("cases", "0"));

        Assert.Empty(LevelMachine.Move(
            court, [new ActiveLevel(WarningLevel.Red)], SmallIndicators.Profile(stored, 0)));
    }

    [Fact]
    public void Reads_OfAnIndicator_NamesEveryInputOnce()
    {
        Assert.Equal(["firm.active", "firm.debt"], _debt.Reads.Select(slot => slot.Name).Order());
        Assert.Equal(
            ["firm.cases", "firm.owner_cases"],
            SmallIndicators.Both.Set.Indicators[1].Reads.Select(slot => slot.Name).Order());
    }

    private static IReadOnlyList<ActiveLevel> Move(IReadOnlyList<ActiveLevel> active, double? debt, double day) =>
        LevelMachine.Move(
            _debt, active, SmallIndicators.Profile(SmallIndicators.Stored(debt, day: (int)day), day));
}
