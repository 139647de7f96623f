using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// One thing that a policy judges: what it adds to the points, or that no turned decision is possible with it.
/// </summary>
/// <param name="Reads">The inputs it depends on.</param>
/// <param name="Most">The most points it can give.</param>
/// <param name="Judge">The points it gives over a profile; <see cref="Refused"/> where the outcome cannot turn.</param>
internal sealed record PolicyFactor(IReadOnlyList<InputSlot> Reads, int Most, Func<BorrowerProfile, int> Judge)
{
    /// <summary>No points make up for this.</summary>
    public const int Refused = int.MinValue;

    /// <summary>
    /// What must hold of every decision better than refer: no knock-out hits or is unknown, every characteristic gives
    /// points, and the points, or the formula, keep the probability of default within what is approved.
    /// </summary>
    /// <remarks>
    /// A part of <see cref="Decider"/> that is not told here is judged by it all the same, once everything here holds:
    /// it costs time, never exactness, as long as it can only worsen an outcome and
    /// <see cref="OtherReads"/> names what it reads.
    /// </remarks>
    public static IReadOnlyList<PolicyFactor> Of(DecisionPolicy policy)
    {
        var factors = policy.KnockOuts.Select(knockOut => new PolicyFactor(
            knockOut.Rule.Reads, 0,
            profile => knockOut.Rule.Evaluate(profile) == RuleOutcome.Miss ? 0 : Refused)).ToList();
        foreach (var characteristic in policy.Scorecard?.Characteristics ?? [])
        {
            var most = characteristic.Bins.Select(bin => bin.Points).Append(characteristic.MissingPoints ?? 0).Max();
            factors.Add(new PolicyFactor(
                characteristic.Value.Reads, most, profile => characteristic.Evaluate(profile).Points ?? Refused));
        }

        if (policy.Formula?.LogOddsOfDefault is { } formula)
        {
            factors.Add(new PolicyFactor(formula.Reads, 0, profile =>
                formula.Evaluate(profile) is { } odds && PdOf(-odds.AsNumber) <= policy.ApproveUpToPd ? 0 : Refused));
        }

        return factors;
    }

    /// <summary>
    /// The fewest points, of the factors together, at which the probability of default is within what is approved; null
    /// when no points are enough. 0 for a formula.
    /// </summary>
    public static int? LeastPoints(DecisionPolicy policy, IReadOnlyList<PolicyFactor> factors)
    {
        if (policy.Scorecard is not { } scorecard) return 0;
        // More points never raise the probability, so that halving finds the same bound as trying each.
        var (low, high) = (-(long)int.MaxValue, factors.Sum(factor => (long)factor.Most));
        if (!IsEnough(high)) return null;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (IsEnough(middle)) high = middle;
            else low = middle + 1;
        }

        return (int)low;

        bool IsEnough(long points) =>
            PdOf(scorecard.LogOddsOf(scorecard.InitialPoints + points)) <= policy.ApproveUpToPd;
    }

    /// <summary>
    /// What the policy reads besides its factors, by slot. Values of these are never taken together: a later part of
    /// the decision may tell apart what the factors do not.
    /// </summary>
    public static IReadOnlySet<int> OtherReads(DecisionPolicy policy, IReadOnlyList<PolicyFactor> factors)
    {
        var known = factors.SelectMany(factor => factor.Reads).Select(slot => slot.Index).ToHashSet();
        return policy.Reads.Select(slot => slot.Index).Where(slot => !known.Contains(slot)).ToHashSet();
    }

    private static double PdOf(double logOdds) => 1 / (1 + Math.Exp(logOdds));
}
