using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Checking;

/// <summary>
/// Looks whether a combination of warnings ever falls where a warning comes or rises. All ways in which up to three
/// warnings of three families can stand are tried, and every warning more and every rise of one.
/// </summary>
internal sealed class CombinationCheck
{
    private const int MaximumWarnings = 3;

    private static readonly string[] _families = ["a", "b", "c"];

    // Hard or soft counts at red alone.
    private static readonly RaisedLevel[] _kinds =
    [
        .. from family in _families
           from level in new[] { WarningLevel.Blue, WarningLevel.Yellow, WarningLevel.Orange, WarningLevel.Red }
           from isHard in level == WarningLevel.Red ? new[] { false, true } : [false]
           select new RaisedLevel(family, level, isHard),
    ];

    private readonly LevelCombination _combination;
    private readonly Action _breathe;

    // Every set is tried with some ten thousand cases, so that they share one place.
    private readonly RaisedLevel[] _raised = new RaisedLevel[MaximumWarnings + 1];

    private CombinationCheck(LevelCombination combination, Action breathe) =>
        (_combination, _breathe) = (combination, breathe);

    /// <summary>A case in which it falls, one of the fewest warnings, in words; null when it never does.</summary>
    public static string? FindFall(LevelCombination combination, Action breathe)
    {
        var check = new CombinationCheck(combination, breathe);
        return Enumerable.Range(0, MaximumWarnings + 1).Select(count => check.FindFall(0, count, 0))
            .FirstOrDefault(fall => fall is not null);
    }

    // The warnings from a place on are of every kind from a first one on, in all ways.
    private string? FindFall(int place, int count, int first)
    {
        if (place == count) return FindFall(count);
        for (var kind = first; kind < _kinds.Length; kind++)
        {
            _raised[place] = _kinds[kind];
            if (FindFall(place + 1, count, kind) is { } fall) return fall;
        }

        return null;
    }

    private string? FindFall(int count)
    {
        _breathe();
        var (level, raised) = (LevelOf(count), _raised[..count]);
        foreach (var kind in _kinds)
        {
            _raised[count] = kind;
            if (LevelOf(count + 1) < level) return Fall(raised, level, count + 1);
        }

        for (var i = 0; i < count; i++)
        {
            var before = _raised[i];
            foreach (var kind in _kinds)
            {
                if (kind.Family != before.Family || kind.Level != before.Level + 1) continue;
                _raised[i] = kind;
                if (LevelOf(count) < level) return Fall(raised, level, count);
            }

            _raised[i] = before;
        }

        return null;
    }

    private WarningLevel LevelOf(int count)
    {
        Span<WarningLevel> highest = stackalloc WarningLevel[_families.Length];
        var counts = default(RaisedCounts);
        foreach (var one in _raised.AsSpan(0, count))
        {
            ref var ofFamily = ref highest[Array.IndexOf(_families, one.Family)];
            counts = counts.With(one, ofFamily);
            if (one.Level > ofFamily) ofFamily = one.Level;
        }

        return _combination.Of(counts);
    }

    private string Fall(RaisedLevel[] before, WarningLevel level, int count) =>
        $"{Text(before)} make {Lower(level)}, and {Text(_raised[..count])} make {Lower(LevelOf(count))}";

    private static string Text(RaisedLevel[] raised) => raised.Length == 0
        ? "no warnings"
        : string.Join(" and ", raised.Select(
            one => $"a {(one.IsHard ? "hard" : "soft")} {Lower(one.Level)} of family {one.Family}"));

    private static string Lower(WarningLevel level) => level.ToString().ToLowerInvariant();
}
