using CsCheck;
using Tocsin.Core.Warnings.Reporting;
using Xunit;

namespace Tocsin.Core.Tests.Warnings.Reporting;

public class MedianTallyTests
{
    [Fact]
    public void ToFigures_OfNothing_IsNotZero() => Assert.Equal(new MedianFigures(0, null, null), Figures());

    [Fact]
    public void ToFigures_OddNumber_IsTheMiddleOne() => Assert.Equal(new MedianFigures(3, 7, 12), Figures(3, 26, 7));

    [Fact]
    public void ToFigures_EvenNumber_IsBetweenTheMiddleOnes() =>
        Assert.Equal(new MedianFigures(4, 5, 9), Figures(26, 3, 7, 0));

    [Fact]
    public void ToFigures_ThreeLeadingDigits_AreExact() =>
        Assert.Equal(new MedianFigures(1, 864_000, 864_000), Figures(864_000));

    [Fact]
    public void ToFigures_MoreDigits_RoundTheMedianAlone() =>
        Assert.Equal(new MedianFigures(1, 7_780_000, 7_776_000), Figures(7_776_000));

    [Fact]
    public void Add_BelowZero_CountsAsZero() => Assert.Equal(new MedianFigures(1, 0, 0), Figures(-5));

    [Fact]
    public void ToFigures_AnyNumbers_IsWithinHalfAPercentOfTheMedian() =>
        Gen.Long[0, 1_000_000_000].Array[1, 50].Sample(numbers =>
        {
            var sorted = numbers.Order().ToArray();
            var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;

            var figures = Figures(numbers);

            Assert.InRange(figures.Median!.Value, median * 0.995, median * 1.005);
            Assert.Equal(numbers.Average(), figures.Mean!.Value, 3);
        });

    private static MedianFigures Figures(params long[] numbers)
    {
        var tally = new MedianTally();
        foreach (var number in numbers) tally.Add(number);
        return tally.ToFigures();
    }
}
