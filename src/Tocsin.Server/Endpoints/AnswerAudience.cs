using Tocsin.Core.Decisions;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>Makes of an answer what some people may see of it.</summary>
internal static class AnswerAudience
{
    /// <summary>The answer for an audience; as it is for restricted staff, or where nothing is said.</summary>
    /// <remarks>
    /// A reason that may not be seen stands as the one that is shown in its place, once, or not at all.
    /// </remarks>
    public static DecideResponse Narrow(
        DecideResponse answer, Audience audience, IReadOnlyDictionary<string, ReasonDefinition> reasons)
    {
        // A value that a newer client may know is treated as the narrowest there is.
        if (audience is Audience.Unspecified or Audience.Restricted) return answer;
        var viewer = audience == Audience.Staff ? Audience.Staff : Audience.Owner;
        var seen = answer.Reasons.Select(reason => Seen(reason, viewer, reasons)).OfType<Reason>().ToList();
        answer.Reasons.Clear();
        answer.Reasons.AddRange(viewer == Audience.Owner ? seen.DistinctBy(reason => reason.Code) : seen);
        if (viewer == Audience.Staff) return answer;
        foreach (var reason in answer.Reasons) (reason.Rule, reason.PointsLost) = ("", 0);
        answer.Referral?.Checks.Clear();
        answer.Limit?.Caps.Clear();
        answer.PriceComponents.Clear();
        answer.Score = null;
        return answer;
    }

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
