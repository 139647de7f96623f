using System.Globalization;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Durations as rule files write them: <c>30d</c> (24 hours each), <c>12h</c>, <c>15m</c>.</summary>
internal static class DurationText
{
    /// <summary>Reads one; at most ten years.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 2) return false;
        const NumberStyles digits = NumberStyles.None;
        if (!int.TryParse(text[..^1], digits, CultureInfo.InvariantCulture, out var count) || count > 5_256_000)
            return false;
        duration = text[^1] switch
        {
            'd' => TimeSpan.FromDays(count),
            'h' => TimeSpan.FromHours(count),
            'm' => TimeSpan.FromMinutes(count),
            _ => TimeSpan.MinValue,
        };
        return duration >= TimeSpan.Zero && duration <= TimeSpan.FromDays(3_653);
    }
}
