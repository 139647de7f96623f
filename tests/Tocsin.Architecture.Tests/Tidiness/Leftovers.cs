using System.Text.RegularExpressions;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>What a person leaves behind to come back to, and names of the place where they worked.</summary>
/// <remarks>The patterns are spelled so that this file does not match itself.</remarks>
internal static partial class Leftovers
{
    public static IEnumerable<Finding> Find(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        from message in InLine(line.Item)
        select new Finding(file.Path, line.Index + 1, message);

    private static IEnumerable<string> InLine(string line)
    {
        if (Unfinished().Match(line) is { Success: true } unfinished)
            yield return $"'{unfinished.Value}' marks unfinished work; finish it or leave it out";
        if (MachinePath().Match(line) is { Success: true } path)
            yield return $"'{path.Value}' is a path of one machine";
        if (RegistryHost().Match(line) is { Success: true } host)
            yield return $"'{host.Value}' is a package registry; a package is named, its source is configured";
    }

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HA[C]K|XX[X])\b|NotImplemented[E]xception")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.*])/(?:home|root|Users|work|tmp)/[\w.]|\b[A-Z]:\\{1,2}\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(?:nuget\.org|npmjs\.(?:org|com)|debian\.org|pypi\.org|crates\.io)\b"
        + @"|https?://(?:registry|mirror|proxy|feed|packages|artifactory|nexus)[.-]")]
    private static partial Regex RegistryHost();
}
