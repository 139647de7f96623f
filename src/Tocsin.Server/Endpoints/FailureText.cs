namespace Tocsin.Server.Endpoints;

/// <summary>Names as the contract spells them.</summary>
internal static class FailureText
{
    /// <summary>A name of ours in capitals, words joined by underscores: <c>GroupAltered</c> is GROUP_ALTERED.</summary>
    public static string Spelled(string name) => string.Concat(name.Select((character, at) =>
        at > 0 && char.IsAsciiLetterUpper(character) ? $"_{character}" : char.ToUpperInvariant(character).ToString()));
}
