using Tocsin.Core.Decisions;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>Makes of an answer what some people may see of it.</summary>
internal static class AnswerAudience
{
    /// <summary>The answer for an audience; as it is for restricted staff, or where nothing is said.</summary>
    /// <remarks>
    /// A reason that may not be seen stands as the one that is shown in its place, once, or not at all. What is read
    /// only for such a reason is not asked for by name: that it is looked at would tell of it.
    /// </remarks>
    public static DecideResponse Narrow(
        DecideResponse answer, Audience audience, DecisionPolicy policy,
        IReadOnlyDictionary<string, ReasonDefinition> reasons)
    {
        if (SeesEverything(audience)) return answer;
        // A value that a newer client may know is treated as the narrowest there is.
        var viewer = audience == Audience.Staff ? Audience.Staff : Audience.Owner;
        var hidden = policy.KnockOuts.Where(knockOut => !MaySee(knockOut.Reason, viewer, reasons)).ToList();
        var hiddenRules = hidden.Select(knockOut => knockOut.Rule.Name)
            .Concat((policy.Limit?.Caps ?? []).Where(cap => !MaySee(cap.Reason, viewer, reasons))
                .Select(cap => cap.Rule.Name))
            .ToHashSet(StringComparer.Ordinal);
        var seen = answer.Reasons.Select(reason => Seen(reason, viewer, reasons)).OfType<Reason>().ToList();
        answer.Reasons.Clear();
        answer.Reasons.AddRange(viewer == Audience.Owner ? seen.DistinctBy(reason => reason.Code) : seen);
        foreach (var reason in answer.Reasons.Where(reason => hiddenRules.Contains(reason.Rule))) reason.Rule = "";
        DropHidden(answer, hidden, hiddenRules, policy);
        if (viewer == Audience.Owner) LeaveOutInternals(answer);
        return answer;
    }

    /// <summary>True for an audience from which nothing is kept.</summary>
    public static bool SeesEverything(Audience audience) => audience is Audience.Unspecified or Audience.Restricted;

    private static void LeaveOutInternals(DecideResponse answer)
    {
        foreach (var reason in answer.Reasons) (reason.Rule, reason.PointsLost) = ("", 0);
        answer.Referral?.Checks.Clear();
        if (answer.Limit is { } limit)
        {
            limit.Caps.Clear();
            limit.BindingCap = "";
        }

        answer.PriceComponents.Clear();
        answer.Score = null;
    }

    private static void DropHidden(
        DecideResponse answer, List<KnockOut> hidden, HashSet<string> hiddenRules, DecisionPolicy policy)
    {
        var open = policy.KnockOuts.Except(hidden).SelectMany(knockOut => knockOut.Rule.Reads)
            .Concat(policy.ScoreReads).Concat(policy.RequiredSlots).Select(slot => slot.Name)
            .ToHashSet(StringComparer.Ordinal);
        var closed = hidden.SelectMany(knockOut => knockOut.Rule.Reads).Select(slot => slot.Name)
            .Where(name => !open.Contains(name)).ToHashSet(StringComparer.Ordinal);
        Keep(answer.Needed, needed => !closed.Contains($"{needed.View}.{needed.Feature}"));
        if (answer.Referral is { } referral) Keep(referral.Checks, check => !hiddenRules.Contains(check));
    }

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> items, Func<T, bool> isKept)
    {
        var kept = items.Where(isKept).ToList();
        items.Clear();
        items.AddRange(kept);
    }

    private static bool MaySee(
        string code, Audience viewer, IReadOnlyDictionary<string, ReasonDefinition> reasons) =>
        reasons.TryGetValue(code, out var reason) && (Audience)reason.Audience <= viewer;

    private static Reason? Seen(Reason reason, Audience viewer, IReadOnlyDictionary<string, ReasonDefinition> reasons)
    {
        if (reason.Audience != Audience.Unspecified && reason.Audience <= viewer)
        {
            reason.ShownAs = "";
            return reason;
        }

        if (!reasons.TryGetValue(reason.ShownAs, out var shown) || (Audience)shown.Audience > viewer) return null;
        var other = DecisionWire.Write(shown);
        other.ShownAs = "";
        return other;
    }
}
