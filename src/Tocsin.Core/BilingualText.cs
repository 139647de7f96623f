namespace Tocsin.Core;

/// <summary>A text for people, in Chinese and in English.</summary>
/// <param name="Zh">Chinese; empty when the author gave none.</param>
/// <param name="En">English; empty when the author gave none.</param>
public sealed record BilingualText(string Zh, string En)
{
    /// <summary>The longest text of a rule file in either language, in characters.</summary>
    public const int MaximumLength = 4_000;

    /// <summary>No text in either language.</summary>
    public static BilingualText Empty { get; } = new("", "");
}
