using System.Text.RegularExpressions;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>
/// Prose that names a path or a type is checked like code, so that it cannot outlive what it describes.
/// </summary>
internal static partial class DocumentedNames
{
    /// <summary>Names of other projects' types and words that our prose may put in back-ticks.</summary>
    private static readonly HashSet<string> _foreign =
    [
        "ConfigMap", "PersistentVolumeClaim", "StatefulSet", "OnSuccess", "OnFailure", "RuleName", "RulesEngine",
        "OutputExpression", "TimeProvider", "RuleExpressionParser", "ServiceMonitor",
    ];

    // Written while the server runs, or by who follows a guide, so no clone has them.
    private static readonly string[] _runtimeFolders = ["data/", "artifacts/", "bin/", "obj/", "draft/"];

    public static bool IsDocument(SourceFile file) =>
        file.Path is "README.md" or "src/ARCHITECTURE.md" or "rules/GUIDE.md"
        || (file.Folder == "deploy" && file.Path.EndsWith(".md", StringComparison.Ordinal));

    public static IEnumerable<Finding> Find(SourceFile document, KnownNames known) =>
        from line in document.Lines.Index().Where(new FencedBlocks().IsProse)
        from message in MissingIn(document, line.Item, known)
        select new Finding(document.Path, line.Index + 1, message);

    private static IEnumerable<string> MissingIn(SourceFile document, string line, KnownNames known)
    {
        foreach (Match link in Link().Matches(line))
        {
            if (!known.HasPath(link.Groups[1].Value, document.Folder))
                yield return $"the link '{link.Groups[1].Value}' leads nowhere";
        }
        foreach (Match quoted in Quoted().Matches(line))
        {
            var token = quoted.Groups[1].Value;
            if (IsPath(token) && !known.HasPath(token, document.Folder))
                yield return $"the path '{token}' does not exist";
            if (TypeName().IsMatch(token) && !IsPath(token))
            {
                foreach (var name in token.Split('.').Where(name => TwoHumps().IsMatch(name)))
                {
                    if (!_foreign.Contains(name) && !known.HasName(name))
                        yield return $"the name '{name}' does not exist in src or protos";
                }
            }
        }
    }

    private static bool IsPath(string token) =>
        PathShape().IsMatch(token)
        && !_runtimeFolders.Any(folder => token.StartsWith(folder, StringComparison.Ordinal))
        && (TopFolder().IsMatch(token) || FileEnding().IsMatch(token));

    [GeneratedRegex(@"\]\((?!\w+:|#)([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?<!`)`([^`]+)`(?!`)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[\w.][\w.*/-]*$")]
    private static partial Regex PathShape();

    [GeneratedRegex(@"^(?:protos|src|rules|tests|deploy|\.ci)/")]
    private static partial Regex TopFolder();

    [GeneratedRegex(@"\.(?:cs|csproj|props|proto|json|md|yaml|yml|slnx)$")]
    private static partial Regex FileEnding();

    [GeneratedRegex(@"^[A-Z]\w*(?:\.[A-Z]\w*)*$")]
    private static partial Regex TypeName();

    [GeneratedRegex("^[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+$")]
    private static partial Regex TwoHumps();
}
