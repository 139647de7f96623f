using System.Text;

namespace Tocsin.Core.Rules;

/// <summary>One file of a rule set.</summary>
/// <param name="Path">Its path within the set, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record RuleFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>The longest path, in characters.</summary>
    public const int MaximumPathLength = 256;

    /// <summary>
    /// True for a relative path with forward slashes that stays below where it begins, on any system: no empty part, no
    /// <c>.</c> or <c>..</c>, no backslash, colon or control character, and nothing that could not be read as text.
    /// </summary>
    public static bool IsPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length is > 0 and <= MaximumPathLength
            && !path.Any(character => character is '\\' or ':' || char.IsControl(character))
            && !path.EnumerateRunes().Contains(Rune.ReplacementChar)
            && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
    }
}
