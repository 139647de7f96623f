using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Warnings.WarningLevel;

namespace Tocsin.Core.Tests.Warnings;

public class WatchlistTests
{
    [Theory]
    [InlineData(None, false)]
    [InlineData(Blue, false)]
    [InlineData(Yellow, false)]
    [InlineData(Orange, true)]
    [InlineData(Red, true)]
    public void Holds_Level_IsOnTheWatchlistFromOrangeOn(WarningLevel level, bool isOn) =>
        Assert.Equal(isOn, Watchlist.Holds(level));
}
