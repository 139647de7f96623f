using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>When time alone may change what a review found. Pure.</summary>
internal static class ReviewDue
{
    /// <summary>
    /// The first moment after a review at which a look may find something else: a dwell or the freshness it counts on
    /// ends, a value that an indicator reads goes stale, a view that one reads the age of is a day older, or a day
    /// begins where one reads the date, or a deadline passes. Null where nothing depends on time.
    /// </summary>
    /// <param name="set">The rules.</param>
    /// <param name="profiles">The borrower's profile and those of its exposures, as they were looked at.</param>
    /// <param name="state">The state after the review.</param>
    /// <param name="connectedDueAt">When the view of the connected parties must be written anew.</param>
    /// <param name="asOf">The moment of the review.</param>
    public static DateTimeOffset? After(
        RuleSet set, IReadOnlyList<BorrowerProfile> profiles, BorrowerWarnings state,
        DateTimeOffset? connectedDueAt, DateTimeOffset asOf)
    {
        var moments = profiles.SelectMany(profile => set.WarningInputs.Select(slot => Turn(slot, profile)));
        return moments.Concat(DwellEnds(set, state.Warnings))
            .Concat(state.Warnings.SelectMany(WarningDeadlines.Running))
            .Append(Watchlist.DueAt(state.Watch))
            .Append(connectedDueAt <= asOf ? asOf.AddMicroseconds(1) : connectedDueAt)
            .Where(moment => moment > asOf).Min();
    }

    // What was not looked at now changes by no look, and must not be due for ever.
    private static IEnumerable<DateTimeOffset?> DwellEnds(RuleSet set, IReadOnlyList<Warning> warnings) =>
        from warning in warnings
        from active in warning.ActiveLevels
        where active.ClearSince is not null
        let indicator = set.FindIndicator(warning.Indicator)
        let level = indicator?.Levels.FirstOrDefault(candidate => candidate.Level == active.Level)
        where level is not null
        from end in new[] { active.FreshUntil, active.ClearSince + level.Dwell }
        select end;

    private static DateTimeOffset? Turn(InputSlot slot, BorrowerProfile profile)
    {
        if (slot.Feature is not null) return profile.StaleFrom(slot);
        if (slot.Name == ReservedInputs.TimeAsOf) return Tomorrow(profile);
        // Of reserved inputs only the ages of views have an observation.
        return profile.ObservedAt(slot.Index) is { } observedAt
            ? observedAt.AddDays(Math.Max(0, (profile.AsOf - observedAt).Days) + 1) : null;
    }

    private static DateTimeOffset Tomorrow(BorrowerProfile profile)
    {
        var catalogue = profile.Layout.Catalogue;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(catalogue.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(profile.AsOf, zone).DateTime);
        return catalogue.BeginOf(today.AddDays(1));
    }
}
