using System.Text;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>Times, from the first to the last that there are.</summary>
public sealed class RedisTimeTests
{
    public static TheoryData<DateTimeOffset> Times { get; } =
    [
        DateTimeOffset.MinValue,
        DateTimeOffset.UnixEpoch.AddTicks(-1),
        new DateTimeOffset(2026, 3, 2, 20, 0, 0, 123, 456, TimeSpan.FromHours(8)),
        DateTimeOffset.MaxValue,
    ];

    [Theory]
    [MemberData(nameof(Times))]
    public void Written_ReadBack_IsTheSameMicrosecond(DateTimeOffset time)
    {
        var cut = RedisTime.Cut(time);

        Assert.InRange((time - cut).Ticks, 0, TimeSpan.TicksPerMicrosecond - 1);
        Assert.Equal(cut, RedisTime.FromMicros(RedisTime.ToMicros(time)));
        Assert.Equal(cut, RedisTime.FromText(RedisTime.ToText(time)));
        Assert.Equal(cut, RedisTime.FromText(Encoding.ASCII.GetBytes(RedisTime.ToText(time))));
        Assert.Equal((RedisTime.Length, TimeSpan.Zero), (RedisTime.ToText(time).Length, cut.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-02T20:00:00.123456")]
    [InlineData("2026-03-02T20:00:00.12345xZ")]
    [InlineData("2026-02-30T20:00:00.123456Z")]
    [InlineData("2026-03-02 20:00:00.123456Z")]
    public void FromText_BytesOfNoTime_Throws(string text) =>
        Assert.ThrowsAny<Exception>(() => RedisTime.FromText(Encoding.ASCII.GetBytes(text)));
}
