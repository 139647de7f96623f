using Tocsin.Core.Decisions;

namespace Tocsin.Core.Previews;

/// <summary>
/// Whether two decisions are the same in what <see cref="DecisionAnswer"/> does not hold and a reader of the answers
/// sees: what made score, limit and rate, conditions, what is offered, needed or to be checked, by whom and for how
/// long. Texts are not told apart. Pure; allocates nothing, since mostly decisions are the same.
/// </summary>
internal static class AnswerSameness
{
    /// <summary>True when they are.</summary>
    public static bool IsSame(DecisionPolicy was, Decision before, DecisionPolicy isNow, Decision after) =>
        IsSame(before.Score, after.Score) && IsSame(before.Limit, after.Limit) && IsSame(before.Price, after.Price)
        && before.Offer == after.Offer
        && IsSame(before.Reasons, after.Reasons, static (one, other) =>
            (one.Kind, one.Rule, one.PointsLost) == (other.Kind, other.Rule, other.PointsLost))
        && IsSame(before.Conditions, after.Conditions, static (one, other) =>
            (one.Code, one.DueOn, one.Rule) == (other.Code, other.DueOn, other.Rule))
        && IsSame(before.Checks, after.Checks, static (one, other) => one == other)
        && IsSame(before.Needed, after.Needed, static (one, other) =>
            (one.Slot.Name, one.Absence) == (other.Slot.Name, other.Absence))
        && (before.Outcome != DecisionOutcome.Refer || was.ReferTo == isNow.ReferTo)
        && (before.Outcome > DecisionOutcome.CounterOffer || was.ValidForDays == isNow.ValidForDays);

    private static bool IsSame(DecisionScore? before, DecisionScore? after)
    {
        if (before is null || after is null) return before is null == after is null;
        return Equals(before.Pd, after.Pd) && Equals(before.LogOdds, after.LogOdds)
            && Equals(before.Discriminant, after.Discriminant) && Equals(before.ModelPd, after.ModelPd)
            && before.ModelGrade == after.ModelGrade && before.BehaviourClass == after.BehaviourClass
            && IsSame(before.Notches, after.Notches, static (one, other) => one == other)
            && IsSame(before.Characteristics, after.Characteristics, static (one, other) =>
                one.Points == other.Points && one.Characteristic.Name == other.Characteristic.Name);
    }

    private static bool IsSame(DecisionLimit? before, DecisionLimit? after)
    {
        if (before is null || after is null) return before is null == after is null;
        return before.BindingCap == after.BindingCap
            && IsSame(before.Caps, after.Caps, static (one, other) => one == other);
    }

    private static bool IsSame(DecisionPrice? before, DecisionPrice? after)
    {
        if (before is null || after is null) return before is null == after is null;
        return before.BaseRate.Equals(after.BaseRate)
            && IsSame(before.Components, after.Components, static (one, other) => one == other);
    }

    // Not the operator, to which what is no number is never the same.
    private static bool Equals(double? one, double? other) => Nullable.Equals(one, other);

    private static bool IsSame<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, T, bool> same)
    {
        if (before.Count != after.Count) return false;
        for (var i = 0; i < before.Count; i++)
        {
            if (!same(before[i], after[i])) return false;
        }

        return true;
    }
}
