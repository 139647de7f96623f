using Tocsin.Replay.Invoices;
using Tocsin.Replay.Watching;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Replay.Tests;

public sealed class DefaulterCheckTests
{
    private static readonly Enterprise[] _enterprises =
        [new("N1", "A", false), new("N2", "D", true), new("N3", "D", true), new("N4", "A", false)];

    [Fact]
    public void Of_StandingWarnings_CountsThoseAtOrangeOrAboveByGrade()
    {
        var check = Of(
            ["N1", "N2"], Standing("N1", "A", WarningLevel.Orange), Standing("N2", "D", WarningLevel.Red),
            Standing("N3", "D", WarningLevel.Yellow), Standing("N4", "A", WarningLevel.Red, "another"));

        Assert.Equal(
            [new GradeLine("A", 2, 0, 1, 0), new GradeLine("D", 2, 2, 1, 1), new GradeLine("all", 4, 2, 2, 1)],
            check.Lines);
        Assert.True(check.IsAsListed);
        Assert.Equal((0.5, 0.5), (check.All.Precision, check.All.Recall));
    }

    [Fact]
    public void Of_ServerListsAnother_IsNotAsListed() =>
        Assert.False(Of(["N1", "N2"], Standing("N1", "A", WarningLevel.Orange)).IsAsListed);

    [Fact]
    public void Of_ServerListsABorrowerThatIsNotReplayed_IsAsListed() =>
        Assert.True(Of(["N1", "X9"], Standing("N1", "A", WarningLevel.Orange)).IsAsListed);

    [Fact]
    public void GradeLine_NothingToDivideBy_HasNoShares()
    {
        var line = new GradeLine("A", 27, 0, 0, 0);

        Assert.Null(line.Precision);
        Assert.Null(line.Recall);
    }

    private static DefaulterCheck Of(string[] listed, params StandingWarning[] standing) => DefaulterCheck.Of(
        DefaulterCheck.ZeroSalesMonths, DefaulterCheck.CheckMonth, _enterprises, standing, listed.ToHashSet());

    private static StandingWarning Standing(
        string borrower, string grade, WarningLevel level, string indicator = DefaulterCheck.ZeroSalesMonths) =>
        new(borrower, grade, indicator, level);
}
