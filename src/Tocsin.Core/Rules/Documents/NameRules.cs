using System.Globalization;

namespace Tocsin.Core.Rules.Documents;

/// <summary>What names in rule files look like.</summary>
internal static class NameRules
{
    /// <summary>The longest name.</summary>
    public const int MaximumLength = 128;

    /// <summary>The longest name that expressions do not read.</summary>
    public const int MaximumFreeLength = 256;

    /// <summary>True for a name that expressions do not read: any characters that can be seen.</summary>
    public static bool IsFree(string name) => name.Length <= MaximumFreeLength && !name.Any(
        character => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format);

    /// <summary>
    /// True for a name that expressions can read: a letter or underscore, then letters, digits and underscores; with
    /// <paramref name="dots"/>, several such parts joined by dots. A name that looks like another one
    /// is none: full-width letters, or Greek and Cyrillic letters among Latin ones.
    /// </summary>
    public static bool IsIdentifier(string name, bool dots = false)
    {
        if (name.Length is 0 or > MaximumLength || LooksLikeAnother(name)) return false;
        var parts = dots ? name.Split('.') : [name];
        return parts.All(part => part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_')
            && part.All(character => char.IsLetterOrDigit(character) || character == '_'));
    }

    private static bool LooksLikeAnother(string name) => name.Any(it => it is >= '\uFF01' and <= '\uFF5E')
        || (name.Any(char.IsAsciiLetter) && name.Any(it => it is >= '\u0370' and <= '\u052F'));

    /// <summary>True for a product's name: letters, digits, underscores and hyphens.</summary>
    public static bool IsProduct(string name) =>
        name.Length is > 0 and <= 64 && name.All(
            character => char.IsLetterOrDigit(character) || character is '_' or '-');
}
