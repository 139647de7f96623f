using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>
/// Moves one indicator's levels: up at once, down only after a level's clear condition has held for its dwell. Pure.
/// </summary>
/// <remarks>
/// An unknown outcome neither raises nor clears, and it breaks a dwell that was running. So does a moment at which a
/// value that the dwell counted on went stale, even if nobody looked until it was fresh again. A hit raises its level
/// and every level below it; each then clears by itself, so that the indicator's level is the highest not yet cleared.
/// Where the indicator definitely does not apply, every level clears at once.
/// </remarks>
public static class LevelMachine
{
    /// <summary>The active levels after a look at a profile, lowest first.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="active">The active levels before.</param>
    /// <param name="profile">The values, and the moment as of which they are judged.</param>
    public static IReadOnlyList<ActiveLevel> Move(
        WarningIndicator indicator, IReadOnlyList<ActiveLevel> active, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(active);
        ArgumentNullException.ThrowIfNull(profile);
        // Most indicators of most borrowers: nothing is raised, and nothing was.
        if (active.Count == 0 && !IsAnyRaised(indicator, profile)) return [];
        return MoveEach(indicator, active, profile);
    }

    /// <summary>The level of some active levels: the highest, or none.</summary>
    public static WarningLevel LevelOf(IReadOnlyList<ActiveLevel> active)
    {
        ArgumentNullException.ThrowIfNull(active);
        return active.Count == 0 ? WarningLevel.None : active.Max(level => level.Level);
    }

    private static List<ActiveLevel> MoveEach(
        WarningIndicator indicator, IReadOnlyList<ActiveLevel> active, BorrowerProfile profile)
    {
        var applies = indicator.AppliesWhen?.Evaluate(profile) ?? RuleOutcome.Hit;
        if (applies == RuleOutcome.Miss) return [];
        if (applies == RuleOutcome.Unknown) return [.. active.Select(level => new ActiveLevel(level.Level))];
        var raises = indicator.Levels.Select(level => level.Raise.Evaluate(profile)).ToArray();
        var highest = Array.LastIndexOf(raises, RuleOutcome.Hit);
        var after = new List<ActiveLevel>(indicator.Levels.Count);
        for (var i = 0; i < indicator.Levels.Count; i++)
        {
            var level = indicator.Levels[i];
            if (i <= highest) after.Add(new ActiveLevel(level.Level));
            else if (Keep(indicator, level, raises[i], active, profile) is { } kept) after.Add(kept);
        }

        return after;
    }

    private static bool IsAnyRaised(WarningIndicator indicator, BorrowerProfile profile)
    {
        for (var i = 0; i < indicator.Levels.Count; i++)
        {
            if (indicator.Levels[i].Raise.Evaluate(profile) == RuleOutcome.Hit) return true;
        }

        return false;
    }

    private static ActiveLevel? Keep(
        WarningIndicator indicator, IndicatorLevel level, RuleOutcome raise, IReadOnlyList<ActiveLevel> active,
        BorrowerProfile profile)
    {
        if (active.FirstOrDefault(candidate => candidate.Level == level.Level) is not { } before) return null;
        var clears = level.Clear is { } clear ? clear.Evaluate(profile) == RuleOutcome.Hit : raise == RuleOutcome.Miss;
        if (!clears) return new ActiveLevel(level.Level);
        // Whoever looks late cannot see what was stale in between; the last look has noted when it would be.
        var isBroken = before.FreshUntil < profile.AsOf;
        var since = isBroken ? profile.AsOf : before.ClearSince ?? profile.AsOf;
        if (profile.AsOf - since >= level.Dwell) return null;
        return new ActiveLevel(level.Level, since, indicator.ReadsToClear(level).Min(profile.StaleFrom));
    }
}
