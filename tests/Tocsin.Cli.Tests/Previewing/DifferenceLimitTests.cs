using Tocsin.Cli.Previewing;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Previewing;

public sealed class DifferenceLimitTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("20", "20")]
    [InlineData("2.5%", "2.5%")]
    [InlineData("2 %", "2%")]
    [InlineData("100%", "100%")]
    [InlineData("100.1%", null)]
    [InlineData("-1", null)]
    [InlineData("2.5", null)]
    [InlineData("%", null)]
    [InlineData("", null)]
    [InlineData("1e3", null)]
    public void Parse_Text_IsALimitOrNone(string text, string? expected) =>
        Assert.Equal(expected, DifferenceLimit.Parse(text)?.Text);

    [Theory]
    [InlineData("5", 5, false)]
    [InlineData("5", 6, true)]
    [InlineData("0", 0, false)]
    [InlineData("0%", 1, true)]
    [InlineData("0.5%", 1, false)]
    [InlineData("0.5%", 2, true)]
    public void Exceeded_Differing_IsHeldAgainstTheLimit(string limit, long differing, bool isExceeded) =>
        Assert.Equal(isExceeded, Exceeded(limit, new PreviewReport { Borrowers = 200, Differing = differing }));

    [Theory]
    [InlineData("5")]
    [InlineData("100%")]
    public void Exceeded_NobodyLookedAt_CannotBeTold(string limit) =>
        Assert.True(Exceeded(limit, new PreviewReport()));

    [Theory]
    [InlineData(PreviewGapReason.NotBooked, 1_000, false)]
    [InlineData(PreviewGapReason.ProductUnknown, 1_000, false)]
    [InlineData(PreviewGapReason.Closed, 1_000, false)]
    [InlineData(PreviewGapReason.Erased, 1_000, false)]
    [InlineData(PreviewGapReason.LinkedLeft, 2, false)]
    [InlineData(PreviewGapReason.LinkedLeft, 3, true)]
    [InlineData(PreviewGapReason.JournalSealed, 3, true)]
    [InlineData(PreviewGapReason.JournalDamaged, 1, true)]
    [InlineData(PreviewGapReason.NotJournaled, 3, true)]
    [InlineData(PreviewGapReason.Unsettled, 3, true)]
    [InlineData((PreviewGapReason)99, 3, true)]
    public void Exceeded_Gaps_CountAsDifferingWhereTheyMight(PreviewGapReason reason, long count, bool isExceeded) =>
        Assert.Equal(isExceeded, Exceeded("5", new PreviewReport
        {
            Borrowers = 200,
            Differing = 3,
            Gaps = { new PreviewGap { Reason = reason, Count = count } },
        }));

    // Every borrower is a gap that is harmless beside others.
    [Theory]
    [InlineData(PreviewGapReason.NotBooked)]
    [InlineData(PreviewGapReason.ProductUnknown)]
    public void Exceeded_NoDecisionAsked_CannotBeToldUnlessTheyAreLeftOut(PreviewGapReason reason)
    {
        var report = new PreviewReport
        {
            Borrowers = 200,
            Gaps = { new PreviewGap { Reason = reason, Count = 200 } },
        };
        var asked = new PreviewOptions { Borrowers = new PreviewedBorrowers { WithoutDecisions = true } };

        Assert.StartsWith(
            "No decision was asked,", DifferenceLimit.Parse("100%")!.Exceeded(new Preview(new(), report, [])),
            StringComparison.Ordinal);
        Assert.Null(DifferenceLimit.Parse("0")!.Exceeded(new Preview(asked, report, [])));
    }

    [Fact]
    public void Exceeded_AnotherProductMayBeDecidedOtherwise_CannotBeToldUnlessOneIsNamed()
    {
        var report = new PreviewReport
        {
            Borrowers = 200,
            Decisions = { new DecisionsPreview { Product = "loan", Asked = 200 } },
            UnaskedProducts = { "card", "lease" },
        };
        var application = new PreviewedApplication { Product = "loan" };
        var asked = new PreviewOptions { Borrowers = new PreviewedBorrowers { Application = application } };
        var journaled = new PreviewOptions { Journal = new PreviewedPeriod { Product = "loan" } };

        Assert.StartsWith(
            "The candidate may decide card, lease otherwise,",
            DifferenceLimit.Parse("100%")!.Exceeded(new Preview(new(), report, [])), StringComparison.Ordinal);
        Assert.Null(DifferenceLimit.Parse("0")!.Exceeded(new Preview(asked, report, [])));
        Assert.Null(DifferenceLimit.Parse("0")!.Exceeded(new Preview(journaled, report, [])));
    }

    private static bool Exceeded(string limit, PreviewReport report)
    {
        report.Decisions.Add(new DecisionsPreview { Product = "loan", Asked = 200 });
        return DifferenceLimit.Parse(limit)!.Exceeded(new Preview(new PreviewOptions(), report, [])) is not null;
    }
}
