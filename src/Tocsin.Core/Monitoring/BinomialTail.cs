namespace Tocsin.Core.Monitoring;

/// <summary>Upper tails of the binomial distribution.</summary>
public static class BinomialTail
{
    private const double Negligible = 1e-18;
    private const int Exact = 32;

    /// <summary>
    /// P(X ≥ <paramref name="successes"/>) of <paramref name="trials"/> independent trials that each succeed with
    /// <paramref name="probability"/>; 0 to 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the probability is not one.</exception>
    public static double AtLeast(long successes, long trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (!(probability is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability));
        if (successes <= 0) return 1;
        if (successes > trials || probability == 0) return 0;
        if (probability == 1) return 1;
        // The smaller tail is summed, from its largest term outwards.
        var tail = successes > trials * probability
            ? Sum(successes, trials, probability) : 1 - Sum(trials - successes + 1, trials, 1 - probability);
        return Math.Clamp(tail, 0, 1);
    }

    // From the mean on each term is smaller than the one before it.
    private static double Sum(long from, long trials, double probability)
    {
        var odds = probability / (1 - probability);
        var term = Math.Exp(
            LogFactorial(trials) - LogFactorial(from) - LogFactorial(trials - from)
            + (from * Math.Log(probability)) + ((trials - from) * Math.Log(1 - probability)));
        var sum = 0.0;
        for (var k = from; k <= trials && term > sum * Negligible; k++)
        {
            sum += term;
            term *= (trials - k) / (k + 1.0) * odds;
        }

        return sum;
    }

    // Stirling's series; from 32 on its error is below the last digit of a double.
    private static double LogFactorial(long n)
    {
        if (n < Exact) return Enumerable.Range(2, (int)Math.Max(0, n - 1)).Sum(i => Math.Log(i));
        double x = n;
        return (x * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI * x))
            + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5)));
    }
}
