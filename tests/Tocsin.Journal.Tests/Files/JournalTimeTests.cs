using Tocsin.Journal.Files;
using Xunit;

namespace Tocsin.Journal.Tests.Files;

/// <summary>Moments to the microsecond.</summary>
public sealed class JournalTimeTests
{
    [Fact]
    public void FromMicroseconds_OfAMoment_CutsWhatIsFiner()
    {
        var moment = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)).AddTicks(19);

        Assert.Equal(moment.AddTicks(-9), JournalTime.FromMicroseconds(JournalTime.ToMicroseconds(moment)));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void FromMicroseconds_NoMoment_IsTheNearest(long microseconds) =>
        Assert.Equal(microseconds > 0 ? 9999 : 1, JournalTime.FromMicroseconds(microseconds).Year);
}
