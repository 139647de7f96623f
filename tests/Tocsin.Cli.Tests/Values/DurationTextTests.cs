using Tocsin.Cli.Values;
using Xunit;

namespace Tocsin.Cli.Tests.Values;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    public void ReadsEveryUnit(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("0s")]
    [InlineData("1e9s")]
    [InlineData("41d")]
    [InlineData("79228162514264337593543950335d")]
    public void RefusesOtherTexts(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(-3, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(61, "1m")]
    [InlineData(7300, "2h")]
    [InlineData(200000, "2d")]
    public void GivesAnAgeInItsLargestUnit(double seconds, string expected) =>
        Assert.Equal(expected, DurationText.Age(TimeSpan.FromSeconds(seconds)));
}
