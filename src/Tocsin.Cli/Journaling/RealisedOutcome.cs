using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Decisions;
using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>What became of a journaled decision, as a report on a model counts it.</summary>
/// <remarks>
/// The horizon begins when the loan was booked (its first <c>booked</c>; where a default alone was recorded, at the
/// decision) and lasts the months of the score. A score over the life of the loan has the term that was offered or
/// asked for. Bad: a default was recorded within the horizon; or whenever, where the horizon is not known. Good: it
/// was on the books, its horizon has passed, and no default was recorded within it. All else is unknown.
/// </remarks>
internal static class RealisedOutcome
{
    /// <summary>True for a default, false for a loan that has outlived its horizon; null when unknown.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="months">The horizon to take in place of the score's; null for that of the score.</param>
    /// <param name="now">The moment up to which outcomes were recorded.</param>
    public static bool? Defaulted(JournaledDecision decision, int? months, DateTimeOffset now)
    {
        var booked = First(decision, DecisionResult.Booked);
        var defaulted = First(decision, DecisionResult.Defaulted);
        if ((booked ?? defaulted) is null) return null;
        var begin = booked ?? decision.Answer.AsOf?.ToDateTimeOffset();
        var end = Horizon(decision, months) is { } length ? begin?.AddMonths(length) : null;
        if (defaulted is { } moment && !(moment >= end)) return true;
        return end <= now ? false : null;
    }

    /// <summary>What held in the end: what the last override put in its place, else what was decided.</summary>
    public static DecisionOutcome Final(JournaledDecision decision)
    {
        var last = decision.Outcomes.LastOrDefault(outcome => outcome.Result == DecisionResult.Overridden);
        return Read(last?.OverriddenTo ?? decision.Answer.Outcome);
    }

    /// <summary>An outcome; one that is not known is a person's to decide, as the contract wants it.</summary>
    public static DecisionOutcome Read(Outcome outcome) =>
        System.Enum.IsDefined((DecisionOutcome)outcome) ? (DecisionOutcome)outcome : DecisionOutcome.Refer;

    private static int? Horizon(JournaledDecision decision, int? months)
    {
        int?[] known =
        [
            months, decision.Answer.Score?.HorizonMonths, decision.Answer.Offer?.TermMonths, decision.TermMonths,
        ];
        return Array.Find(known, one => one > 0);
    }

    private static DateTimeOffset? First(JournaledDecision decision, DecisionResult result)
    {
        Timestamp? first = null;
        foreach (var outcome in decision.Outcomes.Where(one => one.Result == result && one.OccurredAt is not null))
        {
            if (first is null || outcome.OccurredAt.CompareTo(first) < 0) first = outcome.OccurredAt;
        }

        return first?.ToDateTimeOffset();
    }
}
