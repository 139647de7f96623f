using System.Globalization;

namespace Tocsin.Core.Decisions;

/// <summary>
/// What made two decisions on the same borrower differ, such as those of a rule set and of a candidate. Immutable.
/// </summary>
/// <remarks>
/// What stops a decision comes first: knock-outs, then what is unknown, then the bounds on the score and the caps that
/// bind; after it limit, rate, conditions, points, and last what changes none of them. Of several hits it is the
/// first in document order, on the side with the worse outcome first; of several numbers the one that moved furthest.
/// Where a bound was passed because the score moved, what moved the score is told. It is told from the two decisions
/// alone: nothing is evaluated again, so that of changes which only together made the difference one is named.
/// </remarks>
/// <param name="Kind">What kind of rule it was.</param>
/// <param name="Rule">
/// The rule, cap, component or characteristic; never empty: where no single one made the difference it is what holds
/// them, <c>outcome</c>, <c>limit</c>, <c>price</c>, <c>conditions</c>, <c>scorecard</c>, <c>grading</c>,
/// <c>rating_scale</c>, <c>reasons</c> or <c>offer</c>.
/// </param>
/// <param name="Before">What it was in the first decision, for people; never empty.</param>
/// <param name="After">What it was in the second one, for people; never empty.</param>
public sealed record DecisionDifference(DifferenceKind Kind, string Rule, string Before, string After)
{
    private const string None = "none";

    /// <summary>
    /// What made the difference; null when the decisions are equal in all that an owner or a lender sees of them.
    /// </summary>
    /// <param name="before">The one that counts, or came first.</param>
    /// <param name="after">The one that is held against it.</param>
    public static DecisionDifference? Between(Decision before, Decision after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return OfOutcome(before, after)
            ?? OfferDifference.OfGranted(before.Limit, after.Limit)
            ?? OfferDifference.OfRate(before.Price, after.Price)
            ?? OfferDifference.OfConditions(before.Conditions, after.Conditions)
            ?? ScoreDifference.Between(before.Score, after.Score)
            ?? OfReasons(before, after)
            ?? OfferDifference.OfCaps(before.Limit, after.Limit)
            ?? OfferDifference.OfComponents(before.Price, after.Price)
            ?? OfferDifference.OfOffer(before.Offer, after.Offer);
    }

    /// <summary>An outcome as rules and reports write it, such as <c>counter_offer</c>.</summary>
    public static string TextOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Approve => "approve",
        DecisionOutcome.ApproveWithConditions => "approve_with_conditions",
        DecisionOutcome.CounterOffer => "counter_offer",
        DecisionOutcome.Refer => "refer",
        DecisionOutcome.Incomplete => "incomplete",
        _ => "decline",
    };

    /// <summary>A difference; what one of the decisions does not have is told as none.</summary>
    internal static DecisionDifference Of(DifferenceKind kind, string rule, string? before, string? after) => new(
        kind, rule, string.IsNullOrEmpty(before) ? None : before, string.IsNullOrEmpty(after) ? None : after);

    /// <summary>A number as differences tell it; empty for none.</summary>
    internal static string Number(double? number) =>
        number?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";

    private static DecisionDifference? OfOutcome(Decision before, Decision after)
    {
        var stop = OfHits(before, after, ReasonKind.KnockOut, DifferenceKind.KnockOut)
            ?? OfHits(before, after, ReasonKind.Unknown, DifferenceKind.Unknown)
            ?? OfBounds(before, after);
        if (stop is not null || before.Outcome == after.Outcome) return stop;
        if (IsLimited(before) != IsLimited(after)) return OfferDifference.OfCaps(before.Limit, after.Limit);
        // Conditions may read limit and rate, which are looked at first.
        return OfferDifference.OfConditions(before.Conditions, after.Conditions) is null
            ? OfSameReasons(before, after) : null;
    }

    // The same rules hit, and make another outcome: of what is unknown, or of a limit that is exceeded.
    private static DecisionDifference OfSameReasons(Decision before, Decision after)
    {
        var worse = after.Outcome > before.Outcome ? after : before;
        var reason = worse.Reasons.FirstOrDefault(reason => reason.Kind != ReasonKind.Score);
        var kind = reason?.Kind switch
        {
            ReasonKind.KnockOut => DifferenceKind.KnockOut,
            ReasonKind.Unknown => DifferenceKind.Unknown,
            ReasonKind.Limit => DifferenceKind.Cap,
            _ => DifferenceKind.Bound,
        };
        var rule = reason?.Rule is { Length: > 0 } named ? named : "outcome";
        return new DecisionDifference(kind, rule, TextOf(before.Outcome), TextOf(after.Outcome));
    }

    private static DecisionDifference? OfHits(
        Decision before, Decision after, ReasonKind reason, DifferenceKind kind)
    {
        var was = RulesOf(before, reason);
        var isNow = RulesOf(after, reason);
        var gone = was.Except(isNow).FirstOrDefault();
        var come = isNow.Except(was).FirstOrDefault();
        var rule = after.Outcome < before.Outcome ? gone ?? come : come ?? gone;
        return rule is null ? null : new DecisionDifference(kind, rule, StateOf(rule, before), StateOf(rule, after));
    }

    private static List<string> RulesOf(Decision decision, ReasonKind kind) =>
        [.. decision.Reasons.Where(reason => reason.Kind == kind).Select(reason => reason.Rule)];

    // A rule that is gone from the rule set did not hit either.
    private static string StateOf(string rule, Decision decision)
    {
        foreach (var reason in decision.Reasons.Where(reason => reason.Rule == rule))
        {
            if (reason.Kind == ReasonKind.KnockOut) return "hit";
            if (reason.Kind == ReasonKind.Unknown) return "unknown";
        }

        return "not hit";
    }

    private static DecisionDifference? OfBounds(Decision before, Decision after)
    {
        var (was, isNow) = (IsBounded(before), IsBounded(after));
        if (!was && !isNow) return null;
        if (was && isNow && (before.Outcome == after.Outcome || IsLimited(before) != IsLimited(after))) return null;
        return ScoreDifference.Between(before.Score, after.Score) ?? new DecisionDifference(
            DifferenceKind.Bound, "outcome", BoundText(before, was), BoundText(after, isNow));
    }

    private static bool IsBounded(Decision decision) =>
        decision.Reasons.Any(reason => reason is { Kind: ReasonKind.Policy, Rule: "" });

    private static bool IsLimited(Decision decision) => decision.Reasons.Any(reason => reason.Kind == ReasonKind.Limit);

    private static string BoundText(Decision decision, bool isPassed) =>
        isPassed ? $"passed: {TextOf(decision.Outcome)}" : "within";

    private static DecisionDifference? OfReasons(Decision before, Decision after)
    {
        for (var i = 0; i < Math.Max(before.Reasons.Count, after.Reasons.Count); i++)
        {
            var (was, isNow) = (before.Reasons.ElementAtOrDefault(i), after.Reasons.ElementAtOrDefault(i));
            if (was == isNow) continue;
            var rule = (isNow ?? was)!.Rule is { Length: > 0 } named ? named : "outcome";
            return Of(DifferenceKind.Reason, rule, was?.Definition.Code, isNow?.Definition.Code);
        }

        return (FirstOther(before.Checks, after.Checks) ?? FirstOther(Needed(before), Needed(after))) is { } other
            ? Of(DifferenceKind.Reason, "reasons", other.Before, other.After) : null;

        static List<string> Needed(Decision decision) =>
            [.. decision.Needed.Select(input => $"{input.Slot.Name} {input.Absence}".ToLowerInvariant())];
    }

    private static (string? Before, string? After)? FirstOther(
        IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            var (was, isNow) = (before.ElementAtOrDefault(i), after.ElementAtOrDefault(i));
            if (was != isNow) return (was, isNow);
        }

        return null;
    }
}

/// <summary>What kind of rule made two decisions differ.</summary>
public enum DifferenceKind
{
    /// <summary>A knock-out hits in one of them alone.</summary>
    KnockOut = 1,

    /// <summary>Something is unknown in one of them alone, or makes another outcome.</summary>
    Unknown = 2,

    /// <summary>The same score passes a bound in one of them alone.</summary>
    Bound = 3,

    /// <summary>A cap, or what else makes the limit.</summary>
    Cap = 4,

    /// <summary>A component of the price.</summary>
    Price = 5,

    /// <summary>A condition of the offer.</summary>
    Condition = 6,

    /// <summary>The points of a characteristic.</summary>
    Characteristic = 7,

    /// <summary>What moves the grade, or the scale it is read from.</summary>
    Grade = 8,

    /// <summary>The model, where no single characteristic tells: its formula, or how points are scaled.</summary>
    Score = 9,

    /// <summary>The same outcome is reasoned otherwise, or asks for something else.</summary>
    Reason = 10,

    /// <summary>The offer's amount, term or repayment.</summary>
    Offer = 11,
}
