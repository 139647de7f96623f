using Google.Protobuf.WellKnownTypes;
using Tocsin.Cli.Reports;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class PreviewTextTests
{
    [Theory]
    [InlineData(0, 0, "-")]
    [InlineData(0, 4_400, "0 %")]
    [InlineData(1, 4_400, "< 0.1 %")]
    [InlineData(1, 3, "33.3 %")]
    [InlineData(4_399, 4_400, "> 99.9 %")]
    [InlineData(4_400, 4_400, "100 %")]
    public void Share_OfAWhole_IsZeroOfNoneAlone(long part, long whole, string expected) =>
        Assert.Equal(expected, PreviewText.Share(part, whole));

    [Theory]
    [InlineData(42, "42 ms")]
    [InlineData(1_500, "1.5 s")]
    [InlineData(131_000, "2 min 11 s")]
    public void Of_Duration_IsInWords(int milliseconds, string expected) => Assert.Equal(
        expected, PreviewText.Of(Duration.FromTimeSpan(TimeSpan.FromMilliseconds(milliseconds))));

    [Fact]
    public void Of_AbsentDuration_IsADash() => Assert.Equal("-", PreviewText.Of((Duration?)null));

    [Fact]
    public void Of_EveryGap_HasWords() => Assert.All(
        System.Enum.GetValues<PreviewGapReason>().Where(reason => reason != PreviewGapReason.Unspecified),
        reason => Assert.DoesNotContain("does not know", PreviewText.Of(reason), StringComparison.Ordinal));

    [Fact]
    public void Of_GapOfANewerServer_SaysSo() => Assert.Contains(
        "does not know (99)", PreviewText.Of((PreviewGapReason)99), StringComparison.Ordinal);

    [Theory]
    [InlineData(DecisionStep.Product, "", "the product is gone")]
    [InlineData(DecisionStep.Refused, "draft", "refused: draft")]
    [InlineData(DecisionStep.KnockOut, "cases", "knock-out cases")]
    [InlineData(DecisionStep.Bound, "", "bound")]
    public void Of_Step_NamesTheRule(DecisionStep step, string rule, string expected) =>
        Assert.Equal(expected, PreviewText.Of(step, rule));

    [Theory]
    [InlineData(PreviewGapReason.LinkedLeft, "whom the share does not hold")]
    [InlineData(PreviewGapReason.Unsettled, "written again and again")]
    [InlineData(PreviewGapReason.Cut, "more changes of one borrower")]
    public void Of_Gap_SaysWhy(PreviewGapReason reason, string expected) =>
        Assert.Contains(expected, PreviewText.Of(reason), StringComparison.Ordinal);

    [Fact]
    public void Of_Answer_LeavesOutWhatIsAbsent()
    {
        Assert.Equal("-", PreviewText.Of((PreviewedAnswer?)null));
        Assert.Equal("refer", PreviewText.Of(new PreviewedAnswer { Outcome = Outcome.Refer }));
        Assert.Equal("no answer", PreviewText.Of(new PreviewedAnswer()));
        Assert.Equal("refer, 0 points, 0.00 %", PreviewText.Of(
            new PreviewedAnswer { Outcome = Outcome.Refer, Points = 0, AnnualRate = 0 }));
    }
}
