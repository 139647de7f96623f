namespace Tocsin.Core.Rules.Documents;

/// <summary>What names in rule files look like.</summary>
internal static class NameRules
{
    /// <summary>The longest name.</summary>
    public const int MaximumLength = 128;

    /// <summary>
    /// True for a name that expressions can read: a letter or underscore, then letters, digits and underscores; with
    /// <paramref name="dots"/>, several such parts joined by dots.
    /// </summary>
    public static bool IsIdentifier(string name, bool dots = false)
    {
        if (name.Length is 0 or > MaximumLength) return false;
        var parts = dots ? name.Split('.') : [name];
        return parts.All(part => part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_')
            && part.All(character => char.IsLetterOrDigit(character) || character == '_'));
    }

    /// <summary>True for a product's name: letters, digits, underscores and hyphens.</summary>
    public static bool IsProduct(string name) =>
        name.Length is > 0 and <= 64 && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-');
}
