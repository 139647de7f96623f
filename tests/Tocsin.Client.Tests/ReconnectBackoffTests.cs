using Xunit;

namespace Tocsin.Client.Tests;

public sealed class ReconnectBackoffTests
{
    [Fact]
    public void DoublesUpToTheCapAndStaysThere()
    {
        var backoff = new ReconnectBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), () => 1);
        double[] expected = [1, 2, 4, 5, 5];
        Assert.Equal(expected, expected.Select(_ => backoff.Next().TotalSeconds));
        for (var i = 0; i < 2000; i++) Assert.Equal(5, backoff.Next().TotalSeconds);
        backoff.Reset();
        Assert.Equal(1, backoff.Next().TotalSeconds);
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(0.5, 750)]
    [InlineData(1, 1000)]
    [InlineData(-3, 500)]
    public void LeavesHalfOfTheWaitToChance(double chance, double milliseconds)
    {
        var backoff = new ReconnectBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), () => chance);
        Assert.Equal(milliseconds, backoff.Next().TotalMilliseconds);
    }
}
