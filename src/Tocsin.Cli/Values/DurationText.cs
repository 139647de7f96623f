using System.CommandLine.Parsing;
using System.Globalization;

namespace Tocsin.Cli.Values;

/// <summary>Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationText
{
    // Timers take no more than about 49 days.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(40);

    private static readonly (string Unit, double Milliseconds)[] _units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>Reads a duration above zero and of at most 40 days; a number without a unit is refused.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (unit, milliseconds) in _units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!decimal.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var count)) continue;
            if ((double)count * milliseconds > _longest.TotalMilliseconds) return false;
            duration = TimeSpan.FromMilliseconds((double)count * milliseconds);
            return duration > TimeSpan.Zero;
        }

        return false;
    }

    /// <summary>As <see cref="ReadOption"/>, for an option that may be left out.</summary>
    public static TimeSpan? ReadOptional(ArgumentResult result) => ReadOption(result);

    /// <summary>Reads the duration of an option, or says what is wrong with it.</summary>
    public static TimeSpan ReadOption(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var duration)) return duration;
        result.AddError($"'{text}' is not a duration; write it like 500ms, 30s, 5m or 2h, at most 40d.");
        return default;
    }

    /// <summary>How long ago something was, in its largest unit.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 1 } => Of(age.TotalDays, "d"),
        { TotalHours: >= 1 } => Of(age.TotalHours, "h"),
        { TotalMinutes: >= 1 } => Of(age.TotalMinutes, "m"),
        // A server's clock may be ahead of ours by a little; an age is never negative.
        _ => Of(Math.Max(0, age.TotalSeconds), "s"),
    };

    private static string Of(double count, string unit) =>
        Math.Floor(count).ToString(CultureInfo.InvariantCulture) + unit;
}
