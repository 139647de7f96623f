using Tocsin.Core.Classification;
using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Core.Tests.Classification.SmallTables;

namespace Tocsin.Core.Tests.Classification;

public sealed class ExposureClassifierTests
{
    [Fact]
    public void Classify_SoundLoans_AreGood()
    {
        var classified = Classify(new ClassificationRequest(), Loan(), Loan());

        Assert.Equal(["L-1 good", "L-2 good"], classified.Exposures.Select(Line));
        Assert.All(classified.Exposures, exposure => Assert.Equal(CategoryUpgrade.NotAsked, exposure.Upgrade));
    }

    [Fact]
    public void Classify_BorrowerWithoutLoans_GivesNone()
    {
        var classified = Classify(new ClassificationRequest());

        Assert.Empty(classified.Exposures);
        Assert.Equal("unknown", classified.Size?.Text);
    }

    [Theory]
    [InlineData("111", "good", false)]
    [InlineData("112", "bad", true)]
    public void Classify_OtherLoanNonPerforming_RaisesWhereItIsOverTheShare(
        string balance, string expected, bool isRaised)
    {
        // A tenth of the 1,111 that are owed is 111.1, of 1,112 it is 111.2.
        var own = First(Loan(("balance", "1000")), Loan(("late", "91"), ("balance", balance)));

        Assert.Equal((expected, isRaised), (own.Text, own.IsRaisedByOthers));
    }

    [Fact]
    public void Classify_BalanceOfTheNonPerformingLoanUnknown_LeavesTheOthersOpen()
    {
        var own = First(Loan(), Loan(("late", "91"), ("balance", null)));

        Assert.Equal("at least good", own.Text);
        Assert.Equal(["bad"], own.Possible.Select(result => result.Code));
        Assert.Contains("all.balance", own.Missing.Select(input => input.Slot.Name));
    }

    [Fact]
    public void Classify_WhetherTheOtherLoanIsNonPerformingUnknown_LeavesTheOthersOpen() =>
        Assert.Equal("at least good", First(Loan(), Loan(("late", null))).Text);

    [Fact]
    public void Classify_UnknownLoanOfNoBalance_LeavesTheOthersAlone() =>
        Assert.Equal("good", First(Loan(), Loan(("late", null), ("balance", "0"))).Text);

    [Fact]
    public void Classify_LoanHeldAtANonPerformingCategory_RaisesTheOthers() =>
        Assert.Equal("bad", First(Loan(), Loan(("booked", "bad"), ("paid", "1"))).Text);

    [Fact]
    public void Classify_LoanHeldForWantOfProof_LeavesTheOthersOpen() =>
        Assert.Equal("at least good", First(Loan(), Loan(("booked", "bad"), ("paid", null))).Text);

    [Theory]
    [InlineData("0", "2", "good", CategoryUpgrade.Proven)]
    [InlineData("0", "1", "weak", CategoryUpgrade.Held)]
    [InlineData("0", null, "at least weak", CategoryUpgrade.Held)]
    [InlineData("1", "2", "weak", CategoryUpgrade.NotAsked)]
    [InlineData("91", "2", "bad", CategoryUpgrade.NotAsked)]
    [InlineData(null, "1", "at least weak", CategoryUpgrade.Held)]
    public void Classify_BookedWeak_IsBetterOnlyOnceProven(
        string? late, string? paid, string expected, CategoryUpgrade upgrade)
    {
        var own = First(Loan(("booked", "weak"), ("late", late), ("paid", paid)));

        Assert.Equal((expected, upgrade), (own.Text, own.Upgrade));
    }

    [Fact]
    public void Classify_ProofUnknown_SaysWhatIsMissing()
    {
        var own = First(Loan(("booked", "weak"), ("paid", null)));

        Assert.Equal(["loan.paid"], own.Missing.Select(input => input.Slot.Name));
        Assert.Empty(own.Possible);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("excellent")]
    public void Classify_BookedCategoryUnknown_LeavesEveryWorseOnePossible(string? booked)
    {
        var own = First(Loan(("booked", booked)));

        Assert.Equal(("at least good", CategoryUpgrade.BookedUnknown), (own.Text, own.Upgrade));
        Assert.Equal(["weak", "bad", "lost"], own.Possible.Select(result => result.Code));
    }

    [Fact]
    public void Classify_OneLoanAskedFor_IsClassifiedAmongAll()
    {
        var classified = Classify(
            new ClassificationRequest { Exposures = [ExposureId.Parse("L-2")], WithRenewal = true },
            Loan(("late", "91")), Loan());

        var own = Assert.Single(classified.Exposures);
        Assert.Equal(("L-2 bad", "standard"), (Line(own), own.Renewal?.Text));
    }

    [Fact]
    public void Classify_OfAPart_IsNeverComplete()
    {
        var classified = Classify(new ClassificationRequest { IsOfPart = true, WithRenewal = true }, Loan());

        var own = Assert.Single(classified.Exposures);
        Assert.Equal(("at least good", false), (own.Text, own.Renewal!.IsComplete));
        Assert.Contains(ReservedInputs.ClassifiedNonPerforming, own.Missing.Select(input => input.Slot.Name));
    }

    [Fact]
    public void Classify_DraftsCount_TakesThem()
    {
        var classified = Classify(new ClassificationRequest { UsesDrafts = true }, Loan(("written_off", "true")));

        Assert.Equal(("L-1 lost", "large"), (Line(classified.Exposures[0]), classified.Size?.Text));
    }

    private static string Line(ExposureClassification exposure) => $"{exposure.Exposure} {exposure.Text}";
}
