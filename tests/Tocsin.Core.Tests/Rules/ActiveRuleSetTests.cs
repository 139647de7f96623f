using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public class ActiveRuleSetTests
{
    private static readonly RuleSet _set = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!;

    [Fact]
    public void Current_BeforeTheFirstActivation_IsNone() => Assert.Null(new ActiveRuleSet().Current);

    [Fact]
    public void Activate_HigherNumber_AnswersAndRings()
    {
        var active = new ActiveRuleSet();
        var rung = new List<long>();
        active.Activated += activated => rung.Add(activated.Number);

        Assert.True(active.Activate(Numbered(1)));
        Assert.True(active.Activate(Numbered(3)));
        Assert.Equal(3, active.Current?.Number);
        Assert.Equal([1, 3], rung);
    }

    [Fact]
    public void Activate_LowerNumber_ChangesNothing()
    {
        var active = new ActiveRuleSet();
        active.Activate(Numbered(3));
        active.Activated += _ => Assert.Fail("It rang.");

        Assert.False(active.Activate(Numbered(2)));
        Assert.Equal(3, active.Current?.Number);
    }

    // The same warnings from 3 on; between 4 and 6 nobody here knows what was active; the other's are others.
    [Fact]
    public void Activate_SetsOfTheSameWarnings_KnowsSinceWhen()
    {
        var other = SmallRules.Read(("features.json", """
            {"time_zone":"Asia/Shanghai","views":[
              {"name":"firm","accept_from":["feed"],"features":[{"name":"debt","type":"number"}]}]}
            """));
        var active = new ActiveRuleSet();
        var since = new List<long>();
        active.Activated += activated => since.Add(activated.WarningsSince);

        active.Activate(Numbered(3));
        active.Activate(Numbered(4));
        active.Activate(Numbered(4));
        active.Activate(Numbered(6));
        active.Activate(Numbered(7) with { Set = other });
        active.Activate(Numbered(8));

        Assert.Equal([3, 3, 3, 6, 7, 8], since);
    }

    [Fact]
    public void Activate_FromManyThreads_EndsWithTheHighest()
    {
        var active = new ActiveRuleSet();

        Parallel.For(0, 1_000, number => active.Activate(Numbered(number)));

        Assert.Equal(999, active.Current?.Number);
    }

    [Fact]
    public void TitleOf_Stranger_IsEmpty() => Assert.Equal(
        Core.BilingualText.Empty, Numbered(1).TitleOf("no such indicator"));

    private static ActivatedRuleSet Numbered(long number) => new(_set, number, DateTimeOffset.UnixEpoch);
}
