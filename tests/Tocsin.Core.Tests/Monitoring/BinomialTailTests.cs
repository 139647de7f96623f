using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class BinomialTailTests
{
    // By hand: P(X >= 3) of 10 at 0.1 is 1 - 0.9^10 - 10 * 0.1 * 0.9^9 - 45 * 0.01 * 0.9^8 = 0.0701908264; of 4 at 0.5,
    // P(X >= 3) is 5/16. P(X >= n) is p^n, P(X >= 1) is 1 - (1 - p)^n.
    [Theory]
    [InlineData(3, 10, 0.1, 0.0701908264)]
    [InlineData(3, 4, 0.5, 0.3125)]
    [InlineData(1, 100, 0.01, 0.6339676587)]
    [InlineData(50, 50, 0.5, 8.881784197e-16)]
    [InlineData(0, 10, 0.1, 1)]
    [InlineData(11, 10, 0.1, 0)]
    [InlineData(1, 10, 0, 0)]
    [InlineData(10, 10, 1, 1)]
    public void AtLeast_KnownValues_AreMet(long successes, long trials, double probability, double expected) =>
        Assert.Equal(expected, BinomialTail.AtLeast(successes, trials, probability), 10);

    [Fact]
    public void AtLeast_AMillionTrials_IsNearTheNormalTail()
    {
        // 1.645 standard deviations above the mean, with the half that makes whole numbers continuous: 5 %.
        var successes = (long)Math.Ceiling(20_000 + (1.6448536 * Math.Sqrt(1_000_000 * 0.02 * 0.98)));

        Assert.InRange(BinomialTail.AtLeast(successes, 1_000_000, 0.02), 0.049, 0.052);
    }

    [Fact]
    public void AtLeast_MoreSuccesses_AreNeverLikelier()
    {
        var tails = Enumerable.Range(0, 301).Select(k => BinomialTail.AtLeast(k, 300, 0.3)).ToList();

        Assert.All(tails.Zip(tails.Skip(1)), pair => Assert.True(pair.First >= pair.Second));
    }
}
