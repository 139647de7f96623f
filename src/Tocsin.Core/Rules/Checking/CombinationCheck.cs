using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Checking;

/// <summary>
/// Looks whether a combination of warnings ever falls where a warning comes or rises. All ways in which up to three
/// warnings of three families can stand are tried, and every warning more and every rise of one.
/// </summary>
internal static class CombinationCheck
{
    private const int MaximumWarnings = 3;

    // Hard or soft counts at red alone. Those of a family stand by level, so that each rises to the ones after it.
    private static readonly RaisedLevel[] _kinds =
    [
        .. from family in new[] { "a", "b", "c" }
           from level in new[] { WarningLevel.Blue, WarningLevel.Yellow, WarningLevel.Orange, WarningLevel.Red }
           from isHard in level == WarningLevel.Red ? new[] { false, true } : [false]
           select new RaisedLevel(family, level, isHard),
    ];

    /// <summary>The first case in which it falls, in words; null when it never does.</summary>
    public static string? FindFall(LevelCombination combination, Action breathe)
    {
        foreach (var raised in Some(0, MaximumWarnings))
        {
            breathe();
            var level = combination.Of(raised);
            foreach (var more in Higher(raised))
            {
                var then = combination.Of(more);
                if (then < level) return $"{Text(raised)} make {Lower(level)}, and {Text(more)} make {Lower(then)}";
            }
        }

        return null;
    }

    private static IEnumerable<RaisedLevel[]> Some(int first, int most)
    {
        yield return [];
        if (most == 0) yield break;
        for (var i = first; i < _kinds.Length; i++)
        {
            foreach (var others in Some(i, most - 1)) yield return [_kinds[i], .. others];
        }
    }

    private static IEnumerable<RaisedLevel[]> Higher(RaisedLevel[] raised)
    {
        foreach (var kind in _kinds) yield return [.. raised, kind];
        for (var i = 0; i < raised.Length; i++)
        {
            var before = raised[i];
            foreach (var kind in _kinds.Where(kind => kind.Family == before.Family && kind.Level == before.Level + 1))
            {
                var risen = raised.ToArray();
                risen[i] = kind;
                yield return risen;
            }
        }
    }

    private static string Text(RaisedLevel[] raised) => raised.Length == 0
        ? "no warnings"
        : string.Join(" and ", raised.Select(
            one => $"a {(one.IsHard ? "hard" : "soft")} {Lower(one.Level)} of family {one.Family}"));

    private static string Lower(WarningLevel level) => level.ToString().ToLowerInvariant();
}
