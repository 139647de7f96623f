using System.Text.RegularExpressions;

namespace Tocsin.Architecture.Tests.Tree;

/// <summary>Takes a name apart into words, so that a ban on one word does not hit a longer one.</summary>
internal static partial class Words
{
    public static IEnumerable<string> Of(string name) => Word().Matches(name).Select(match => match.Value);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Word();
}
