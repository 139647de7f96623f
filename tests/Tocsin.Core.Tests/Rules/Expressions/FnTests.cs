using System.Globalization;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class FnTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-02-28", 0)]
    [InlineData("2026-01-31", "2026-03-01", 1)]
    [InlineData("2026-01-15", "2026-02-15", 1)]
    [InlineData("2025-12-15", "2026-12-14", 11)]
    [InlineData("2026-03-01", "2026-01-31", -1)]
    [InlineData("2026-03-01", "2026-03-01", 0)]
    public void MonthsBetween_Dates_CountsCompletedMonths(string from, string to, long expected) =>
        Assert.Equal(expected, Fn.MonthsBetween(Date(from), Date(to)));

    [Theory]
    [InlineData("2024-02-28", "2024-03-01", 2)]
    [InlineData("2026-03-01", "2026-02-28", -1)]
    public void DaysBetween_Dates_CountsDays(string from, string to, long expected) =>
        Assert.Equal(expected, Fn.DaysBetween(Date(from), Date(to)));

    [Fact]
    public void Arithmetic_Numbers_GivesWhatItSays()
    {
        Assert.Equal(2, Fn.Max(1, 2));
        Assert.Equal(1, Fn.Min(1, 2));
        Assert.Equal(3, Fn.Clamp(5, 1, 3));
        Assert.Equal(2.5, Fn.Div(5, 2, -1));
        Assert.Equal(-1, Fn.Div(5, 0, -1));
        Assert.Equal(0, Fn.Ln(1));
        Assert.Equal(1, Fn.Exp(0));
        Assert.Equal(0, Fn.Logit(0.5));
        Assert.Equal(0.5, Fn.Logistic(0));
        Assert.Equal(0.2, Fn.Logistic(Fn.Logit(0.2)), 12);
    }

    [Fact]
    public void Arithmetic_OutsideTheDomain_Throws()
    {
        Assert.ThrowsAny<ArgumentException>(() => Fn.Ln(0));
        Assert.ThrowsAny<ArgumentException>(() => Fn.Logit(0));
        Assert.ThrowsAny<ArgumentException>(() => Fn.Logit(1));
        Assert.ThrowsAny<ArgumentException>(() => Fn.Clamp(1, 3, 2));
    }

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
