namespace Tocsin.Core.Decisions;

/// <summary>Finds the largest smaller amount that passes, by deciding on it.</summary>
/// <remarks>
/// Less is taken never to be worse: the amounts are halved between one that passes and one that does not. Whatever is
/// offered was decided on and passed; where a policy treats less worse, there may be a larger one.
/// </remarks>
internal static class CounterOffer
{
    /// <summary>
    /// The decision on the largest amount that passes, as a counter-offer with the reasons why more does not. Where
    /// none passes because a person must decide on less, too, that person decides on this; null where nothing turns
    /// it.
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
        var atMost = Decide(high);
        if (IsPassed(atMost)) return Offer(atMost, asked, requested);
        if (low == high || Passing(low) is not { } best) return Referred(asked, atMost);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Passing(middle) is { } better) (low, best) = (middle, better);
            else high = middle;
        }

        return Offer(best, asked, requested);

        Decision Decide(long steps) => decide((double)(steps * (decimal)step));

        Decision? Passing(long steps) => Decide(steps) is var decision && IsPassed(decision) ? decision : null;
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

    private static bool IsPassed(Decision decision) => decision.Outcome <= DecisionOutcome.ApproveWithConditions;

    // Only the limit stands against what was asked for, and within it something is left for a person to decide.
    private static Decision? Referred(Decision asked, Decision atMost)
    {
        var isOfLimit = asked.Reasons.All(reason => reason.Kind is ReasonKind.Limit or ReasonKind.Unknown);
        if (!isOfLimit || atMost.Outcome != DecisionOutcome.Refer) return null;
        return asked with
        {
            Outcome = DecisionOutcome.Refer,
            Checks = [.. atMost.Checks, .. asked.Reasons.Where(reason => reason.Kind == ReasonKind.Limit)
                .Select(reason => reason.Rule)],
        };
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
