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
    [InlineData((PreviewGapReason)99, 3, true)]
    public void Exceeded_Gaps_CountAsDifferingWhereTheyMight(PreviewGapReason reason, long count, bool isExceeded) =>
        Assert.Equal(isExceeded, Exceeded("5", new PreviewReport
        {
            Borrowers = 200,
            Differing = 3,
            Gaps = { new PreviewGap { Reason = reason, Count = count } },
        }));

    private static bool Exceeded(string limit, PreviewReport report) =>
        DifferenceLimit.Parse(limit)!.Exceeded(report) is not null;
}
