namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Capital for each unit of exposure under the internal-ratings approach of Basel II and III: the loss at 99.9 %,
/// less the expected one. Pure and thread-safe.
/// </summary>
/// <remarks>
/// K = [LGD · N((1 − R)^−½ · G(PD) + (R / (1 − R))^½ · G(0.999)) − PD · LGD] · (1 + (M − 2.5) · b) / (1 − 1.5 · b),
/// with b = (0.11852 − 0.05478 · ln PD)². Basel Committee, CRE31; the retail form has no maturity term.
/// </remarks>
internal static class IrbCapital
{
    private const double Confidence = 0.999;

    /// <summary>R = 0.12 · e + 0.24 · (1 − e), e = (1 − exp(−50 PD)) / (1 − exp(−50)).</summary>
    public static double Corporate(double pd, double lgd, double maturityYears) =>
        Loss(pd, lgd, CorporateCorrelation(pd)) * Maturity(pd, maturityYears);

    /// <summary>As a corporate, with R less 0.04 · (1 − (S − 5) / 45), S held between 5 and 50.</summary>
    public static double Sme(double pd, double lgd, double maturityYears, double salesMillionEur)
    {
        var sales = Math.Clamp(salesMillionEur, 5, 50);
        var correlation = CorporateCorrelation(pd) - (0.04 * (1 - ((sales - 5) / 45)));
        return Loss(pd, lgd, correlation) * Maturity(pd, maturityYears);
    }

    /// <summary>R = 0.03 · e + 0.16 · (1 − e), e = (1 − exp(−35 PD)) / (1 − exp(−35)).</summary>
    public static double Retail(double pd, double lgd)
    {
        var weight = Weight(pd, 35);
        return Loss(pd, lgd, (0.03 * weight) + (0.16 * (1 - weight)));
    }

    private static double CorporateCorrelation(double pd)
    {
        var weight = Weight(pd, 50);
        return (0.12 * weight) + (0.24 * (1 - weight));
    }

    private static double Weight(double pd, double steepness) =>
        (1 - Math.Exp(-steepness * pd)) / (1 - Math.Exp(-steepness));

    private static double Loss(double pd, double lgd, double correlation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lgd);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lgd, 1);
        var shock = Math.Sqrt(correlation) * NormalDistribution.Quantile(Confidence);
        var stressed = (NormalDistribution.Quantile(pd) + shock) / Math.Sqrt(1 - correlation);
        return (lgd * NormalDistribution.Cdf(stressed)) - (pd * lgd);
    }

    private static double Maturity(double pd, double years)
    {
        var slope = Math.Pow(0.11852 - (0.05478 * Math.Log(pd)), 2);
        return (1 + ((years - 2.5) * slope)) / (1 - (1.5 * slope));
    }
}
