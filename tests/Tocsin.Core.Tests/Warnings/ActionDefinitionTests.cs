using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class ActionDefinitionTests
{
    private static readonly ActionDefinition _freeze = new("A01", new BilingualText("冻", "Freeze"))
    {
        Flag = "limit_frozen",
        AutomaticFrom = WarningLevel.Orange,
    };

    // The indicator calls for A01 at every level; the action begins by itself from orange on.
    [Theory]
    [InlineData(10, false)]
    [InlineData(20, true)]
    [InlineData(30, true)]
    public void IsInForce_OpenWarningThatCallsForIt_IsFromItsLevelOn(double debt, bool isInForce)
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, debt);

        Assert.Equal(isInForce, _freeze.IsInForce(borrower.State.Warnings));
    }

    [Fact]
    public void IsInForce_BegunByAPerson_IsAtAnyLevel()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 10);
        borrower.Treat(WarningStep.Treat("A01", null), 1);

        Assert.True(_freeze.IsInForce(borrower.State.Warnings));
        Assert.True((_freeze with { AutomaticFrom = WarningLevel.None }).IsInForce(borrower.State.Warnings));
    }

    // A rise asks for a new acknowledgement, and another action may begin: the first stays in force.
    [Fact]
    public void IsInForce_BegunBeforeARiseAndAnotherAction_StaysUntilItCloses()
    {
        var byHand = _freeze with { AutomaticFrom = WarningLevel.None };
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 10);
        borrower.Treat(WarningStep.Treat("A01", null), 1);
        borrower.Treat(WarningStep.Treat("A02", null), 2);
        borrower.Update(3, 20);
        var afterTheRise = byHand.IsInForce(borrower.State.Warnings);
        borrower.Treat(WarningStep.Resolve, 4);
        borrower.Treat(WarningStep.Reopen, 5);

        Assert.Equal((true, false), (afterTheRise, byHand.IsInForce(borrower.State.Warnings)));
    }

    // Silence is for people: what protects the lender stays.
    [Fact]
    public void IsInForce_Silenced_StaysAndEndsWithTheWarning()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 20);
        borrower.Treat(WarningStep.Suppress(SmallIndicators.Noon.AddDays(9)), 1);
        var silenced = _freeze.IsInForce(borrower.State.Warnings);
        borrower.Treat(WarningStep.Resolve, 2);

        Assert.Equal((true, false), (silenced, _freeze.IsInForce(borrower.State.Warnings)));
    }

    [Fact]
    public void IsInForce_AutomaticAtNoLevel_WaitsForAPerson()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 30);

        Assert.False((_freeze with { AutomaticFrom = WarningLevel.None }).IsInForce(borrower.State.Warnings));
    }
}
