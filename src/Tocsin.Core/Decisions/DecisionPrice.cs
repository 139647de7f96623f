using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>How the annual rate came about. Immutable.</summary>
/// <param name="Components">
/// Every component of the policy in document order, then what survival, floor or ceiling added. Those that are hit sum
/// to the rate before it is rounded.
/// </param>
/// <param name="AnnualRate">
/// The annual rate as a fraction, rounded to 0.0001 half away from zero; null when a component is unknown.
/// </param>
/// <param name="BaseRate">The base rate contained in it, as a fraction, not rounded; 0 where there is none.</param>
public sealed record DecisionPrice(IReadOnlyList<PriceResult> Components, double? AnnualRate, double BaseRate)
{
    /// <summary>
    /// The largest annual rate, up or down, of a component or a bound: 1,000 %. One beyond it is a fault of the rules,
    /// and unknown.
    /// </summary>
    public const double MaximumRate = 10;

    /// <summary>What the rate has above the base rate, rounded as the rate; null when there is no rate.</summary>
    public double? Spread => AnnualRate is { } rate ? Round(rate - BaseRate) : null;

    /// <summary>A rate rounded to 0.0001, half away from zero; one too large for that is left as it is.</summary>
    public static double Round(double rate) => Math.Abs(rate) < 1e12
        ? (double)Math.Round((decimal)rate, 4, MidpointRounding.AwayFromZero) : rate;
}

/// <summary>What one component came to.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Outcome">Hit where it counts, not applicable where it does not, or unknown.</param>
/// <param name="AnnualRate">Its annual rate as a fraction, not rounded; null unless it counts.</param>
public sealed record PriceResult(string Component, RuleOutcome Outcome, double? AnnualRate);
