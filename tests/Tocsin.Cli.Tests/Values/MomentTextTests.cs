using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Cli.Values;
using Xunit;

namespace Tocsin.Cli.Tests.Values;

public sealed class MomentTextTests
{
    private static readonly TimeZoneInfo _local =
        TimeZoneInfo.CreateCustomTimeZone("local", TimeSpan.FromHours(8), "local", "local");

    [Theory]
    [InlineData("2026-03-31", "2026-03-30T16:00:00")]
    [InlineData("2026/3/1", "2026-02-28T16:00:00")]
    [InlineData("20260331", "2026-03-30T16:00:00")]
    [InlineData("2026-03-31T17:30", "2026-03-31T09:30:00")]
    [InlineData("2026-03-31 17:30:15", "2026-03-31T09:30:15")]
    [InlineData("2026-03-31T17:30:15Z", "2026-03-31T17:30:15")]
    [InlineData(" 2026-03-31T17:30:15.250-05:00 ", "2026-03-31T22:30:15.25")]
    public void ReadsMomentsAndTakesThemForLocalWithoutAnOffset(string text, string utc)
    {
        Assert.True(MomentText.TryParse(text, _local, out var moment));
        var expected = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.Equal(expected, moment);
        Assert.Equal(TimeSpan.Zero, moment.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("31.03.2026")]
    public void RefusesOtherTexts(string text) => Assert.False(MomentText.TryParse(text, _local, out _));

    [Fact]
    public void IsWrittenInLocalTime()
    {
        var moment = new DateTimeOffset(2026, 3, 31, 9, 30, 0, TimeSpan.Zero).ToTimestamp();
        Assert.Equal("2026-03-31 17:30:00 +08:00", MomentText.Text(moment, _local));
        Assert.Equal("-", MomentText.Text(null, _local));
    }
}
