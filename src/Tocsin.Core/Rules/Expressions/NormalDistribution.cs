namespace Tocsin.Core.Rules.Expressions;

/// <summary>The standard normal distribution, to about 1e-15 (absolute). Pure and thread-safe.</summary>
internal static class NormalDistribution
{
    private const double FarTail = 37;
    private const double Fraction = 7.07106781186547;
    private const double RootOfTwoPi = 2.506628274631000502;

    /// <summary>The distribution function.</summary>
    /// <remarks>
    /// Hart (1968), algorithm 5666, as West gives it in "Better approximations to cumulative normal functions"
    /// (Wilmott, 2005): a quotient of polynomials near the centre and a continued fraction in the tails.
    /// </remarks>
    public static double Cdf(double value)
    {
        var distance = Math.Abs(value);
        if (distance > FarTail) return value > 0 ? 1 : 0;
        var density = Math.Exp(-distance * distance / 2);
        double tail;
        if (distance < Fraction)
        {
            var above = Horner(distance,
                3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
                221.213596169931, 220.206867912376);
            var below = Horner(distance,
                8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
                637.333633378831, 793.826512519948, 440.413735824752);
            tail = density * above / below;
        }
        else
        {
            var fraction = distance + 0.65;
            for (var term = 4; term > 0; term--) fraction = distance + (term / fraction);
            tail = density / fraction / RootOfTwoPi;
        }

        return value > 0 ? 1 - tail : tail;
    }

    /// <summary>The quantile: the value of which <see cref="Cdf"/> gives the probability.</summary>
    /// <remarks>
    /// Acklam's quotient of polynomials (relative error below 1.2e-9), and one step of Halley's method on it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), "A probability is between 0 and 1.");
        // In the upper half the complement keeps the digits that 1 - p would lose.
        if (probability > 0.5) return -Lower(1 - probability);
        return Lower(probability);
    }

    private static double Lower(double probability)
    {
        const double tail = 0.02425;
        double near;
        if (probability < tail)
        {
            var root = Math.Sqrt(-2 * Math.Log(probability));
            near = Horner(root, -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838,
                    -2.549732539343734, 4.374664141464968, 2.938163982698783)
                / Horner(root, 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1);
        }
        else
        {
            var offset = probability - 0.5;
            var square = offset * offset;
            near = offset * Horner(square, -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
                    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239)
                / Horner(square, -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                    6.680131188771972e+01, -1.328068155288572e+01, 1);
        }

        var error = Cdf(near) - probability;
        var step = error * RootOfTwoPi * Math.Exp(near * near / 2);
        return near - (step / (1 + (near * step / 2)));
    }

    private static double Horner(double value, params ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients) sum = (sum * value) + coefficient;
        return sum;
    }
}
