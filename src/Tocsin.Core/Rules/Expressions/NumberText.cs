using System.Globalization;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// One way to write a whole number. The parser keeps literals for the process by their value, with the text that came
/// first, and reads that text again where another type is wanted; of one number written in several ways, whether it can
/// be read would depend on what other rule sets held.
/// </summary>
internal static class NumberText
{
    /// <summary>A number's decimal digits, where that leaves its type as it is; else the text as it is.</summary>
    public static string Of(string text)
    {
        var isUnsigned = text[^1] == 'U';
        var digits = isUnsigned ? text.AsSpan()[..^1] : text;
        if (!TryParse(digits, out var value)) return text;
        // A smaller one would be an int without its suffix; a larger one is refused with it, and would not be without.
        return !isUnsigned || value is > int.MaxValue and <= uint.MaxValue
            ? value.ToString(CultureInfo.InvariantCulture) : text;
    }

    private static bool TryParse(ReadOnlySpan<char> digits, out ulong value)
    {
        var style = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? NumberStyles.AllowHexSpecifier
            : digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase) ? NumberStyles.AllowBinarySpecifier
            : NumberStyles.None;
        return ulong.TryParse(
            style == NumberStyles.None ? digits : digits[2..], style, CultureInfo.InvariantCulture, out value);
    }
}
