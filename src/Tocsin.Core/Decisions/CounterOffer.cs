namespace Tocsin.Core.Decisions;

/// <summary>Finds the largest smaller amount that passes, by deciding on it.</summary>
/// <remarks>
/// Less is taken never to be worse: the amounts are halved between one that passes and one that does not. Whatever is
/// offered was decided on and passed; where a policy treats less worse, there may be a larger one.
/// </remarks>
internal static class CounterOffer
{
    /// <summary>
    /// The decision on the largest amount that passes, as a counter-offer with the reasons why more does not; null
    /// where there is none.
    /// </summary>
    public static Decision? Find(Decision asked, double requested, DecisionPolicy policy, Func<double, Decision> decide)
    {
        if (policy is not { AmountStep: { } step, MinimumAmount: { } minimum }) return null;
        var most = Math.Min(requested, asked.Limit?.Granted ?? requested);
        var high = (long)Math.Floor((decimal)most / (decimal)step);
        if ((double)(high * (decimal)step) >= requested) high--;
        var low = (long)Math.Ceiling((decimal)minimum / (decimal)step);
        if (low > high) return null;
        // Where a cap binds, the cap is the answer as a rule.
        if (Passing(high) is { } capped) return Offer(capped, asked, requested);
        if (low == high || Passing(low) is not { } best) return null;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Passing(middle) is { } better) (low, best) = (middle, better);
            else high = middle;
        }

        return Offer(best, asked, requested);

        Decision? Passing(long steps)
        {
            var decision = decide((double)(steps * (decimal)step));
            return decision.Outcome <= DecisionOutcome.ApproveWithConditions ? decision : null;
        }
    }

    /// <summary>True when a smaller amount may turn the answer.</summary>
    public static bool MayHelp(Decision asked, DecisionPolicy policy)
    {
        if (asked.Outcome is not (DecisionOutcome.Refer or DecisionOutcome.Decline)) return false;
        var isOver = false;
        foreach (var reason in asked.Reasons)
        {
            switch (reason.Kind)
            {
                // What is unknown may be another at less, or stay so and pass nothing.
                case ReasonKind.Unknown:
                    break;
                case ReasonKind.KnockOut when !policy.ReadsAmount(reason.Rule):
                    return false;
                case ReasonKind.Limit when policy.Limit!.WhenExceeded != WhenExceeded.CounterOffer:
                    return false;
                case ReasonKind.Limit or ReasonKind.KnockOut:
                    isOver = true;
                    break;
                default:
                    isOver |= policy.ScoreReadsAmount;
                    break;
            }
        }

        return isOver;
    }

    private static Decision Offer(Decision passed, Decision asked, double requested) => passed with
    {
        Outcome = DecisionOutcome.CounterOffer,
        Reasons = asked.Reasons,
        Limit = passed.Limit is null ? null : passed.Limit with
        {
            Requested = requested,
            Granted = passed.Offer?.Amount,
            BindingCap = asked.Limit?.BindingCap ?? "",
        },
    };
}
