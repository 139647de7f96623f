using System.Text.RegularExpressions;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>
/// Words that say nothing about what a type is for, and second words for an idea that has its one word already.
/// Only names of types are held to the second list: a borrower has customers, and a feature may count them.
/// </summary>
internal static partial class BannedWords
{
    private static readonly HashSet<string> _empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Common", "Impl", "Misc",
    };

    private static readonly Dictionary<string, string> _synonyms = new()
    {
        ["Customer"] = "Borrower",
        ["User"] = "Borrower, or Caller for who calls",
        ["Alert"] = "Warning",
        ["Alarm"] = "Warning",
        ["Ruleset"] = "RuleSet",
    };

    public static IEnumerable<Finding> InPaths(IEnumerable<SourceFile> files) =>
        from file in files
        from word in Words.Of(file.Path)
        where _empty.Contains(word)
        select file.Finding($"'{word}' says nothing; name the noun");

    public static IEnumerable<Finding> InTypes(IEnumerable<SourceFile> files) =>
        from file in files.Where(file => file.IsCSharp)
        from type in file.Types
        let name = SourceFile.NameOf(type)
        from finding in InName(name)
        select file.Finding($"{name}: {finding}", type);

    public static IEnumerable<Finding> InContract(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".proto", StringComparison.Ordinal)
        from Match declared in DeclaredInProto().Matches(file.Text)
        from finding in InName(declared.Groups[1].Value)
        select file.Finding($"{declared.Groups[1].Value}: {finding}");

    private static IEnumerable<string> InName(string name)
    {
        foreach (var word in Words.Of(name))
        {
            if (_empty.Contains(word))
                yield return $"'{word}' says nothing; name the noun";
            if (_synonyms.TryGetValue(word, out var ours))
                yield return $"'{word}' is not our word; say {ours}";
        }
    }

    [GeneratedRegex(@"^\s*(?:message|enum|service|rpc)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex DeclaredInProto();
}
