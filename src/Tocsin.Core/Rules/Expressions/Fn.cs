namespace Tocsin.Core.Rules.Expressions;

/// <summary>The functions expressions may call as <c>Fn.Name(…)</c>. Pure and thread-safe.</summary>
public static class Fn
{
    /// <summary>The larger of two numbers.</summary>
    public static double Max(double left, double right) => Math.Max(left, right);

    /// <summary>The smaller of two numbers.</summary>
    public static double Min(double left, double right) => Math.Min(left, right);

    /// <summary>The number, or the bound it passes.</summary>
    /// <exception cref="ArgumentException"><paramref name="low"/> is over <paramref name="high"/>.</exception>
    public static double Clamp(double value, double low, double high) => Math.Clamp(value, low, high);

    /// <summary>The quotient, or the default when the divisor is zero.</summary>
    public static double Div(double dividend, double divisor, double whenZero) =>
        divisor == 0 ? whenZero : dividend / divisor;

    /// <summary>The natural logarithm of a positive number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive: the rule becomes unknown.</exception>
    public static double Ln(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return Math.Log(value);
    }

    /// <summary>e to the power of a number.</summary>
    public static double Exp(double value) => Math.Exp(value);

    /// <summary>ln(p / (1 − p)) of a probability between 0 and 1, both excluded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not: the rule becomes unknown.</exception>
    public static double Logit(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        return Math.Log(probability / (1 - probability));
    }

    /// <summary>1 / (1 + e^−x): the probability of a log-odds.</summary>
    public static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>The distribution function of the standard normal distribution.</summary>
    public static double NormalCdf(double value) => NormalDistribution.Cdf(value);

    /// <summary>The quantile of a probability between 0 and 1, both excluded, in the standard normal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not: the rule becomes unknown.</exception>
    public static double NormalQuantile(double probability) => NormalDistribution.Quantile(probability);

    /// <summary>
    /// Capital for each unit lent to a corporate under the internal-ratings approach; see <see cref="IrbCapital"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">PD or LGD is no fraction: the rule becomes unknown.</exception>
    public static double CapitalCorporate(double pd, double lgd, double maturityYears) =>
        IrbCapital.Corporate(pd, lgd, maturityYears);

    /// <summary>
    /// The same for a firm whose yearly sales are given in millions of euros, held between 5 and 50.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">PD or LGD is no fraction: the rule becomes unknown.</exception>
    public static double CapitalSme(double pd, double lgd, double maturityYears, double salesMillionEur) =>
        IrbCapital.Sme(pd, lgd, maturityYears, salesMillionEur);

    /// <summary>The same for retail exposures that are neither mortgages nor revolving.</summary>
    /// <exception cref="ArgumentOutOfRangeException">PD or LGD is no fraction: the rule becomes unknown.</exception>
    public static double CapitalRetail(double pd, double lgd) => IrbCapital.Retail(pd, lgd);

    /// <summary>Whole days from one date to another; negative when the second is earlier.</summary>
    public static long DaysBetween(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;

    /// <summary>
    /// Completed months from one date to another: 31 January to 28 February is none, to 1 March is one. Negative when
    /// the second is earlier.
    /// </summary>
    public static long MonthsBetween(DateOnly from, DateOnly to)
    {
        if (to < from) return -MonthsBetween(to, from);
        var months = ((to.Year - from.Year) * 12L) + to.Month - from.Month;
        return to.Day < from.Day ? months - 1 : months;
    }
}
