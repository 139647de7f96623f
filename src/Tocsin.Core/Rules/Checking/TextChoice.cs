using System.Collections.Immutable;

namespace Tocsin.Core.Rules.Checking;

/// <summary>A set of texts: some, or all but some. Immutable; texts are compared as they are.</summary>
internal sealed record TextChoice(ImmutableHashSet<string> Texts, bool IsAllBut)
{
    private static readonly ImmutableHashSet<string> _none = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Every text.</summary>
    public static TextChoice Everything { get; } = new(_none, true);

    /// <summary>True when no text is in it.</summary>
    public bool IsNothing => !IsAllBut && Texts.IsEmpty;

    /// <summary>These texts.</summary>
    public static TextChoice Of(params IEnumerable<string> texts) => new(_none.Union(texts), false);

    /// <summary>All texts but these.</summary>
    public static TextChoice AllBut(params IEnumerable<string> texts) => new(_none.Union(texts), true);

    /// <summary>What is in both.</summary>
    public TextChoice Intersect(TextChoice other) => (IsAllBut, other.IsAllBut) switch
    {
        (false, false) => new(Texts.Intersect(other.Texts), false),
        (false, true) => new(Texts.Except(other.Texts), false),
        (true, false) => new(other.Texts.Except(Texts), false),
        _ => new(Texts.Union(other.Texts), true),
    };

    /// <summary>What is in either.</summary>
    public TextChoice Union(TextChoice other) => (IsAllBut, other.IsAllBut) switch
    {
        (false, false) => new(Texts.Union(other.Texts), false),
        (false, true) => new(other.Texts.Except(Texts), true),
        (true, false) => new(Texts.Except(other.Texts), true),
        _ => new(Texts.Intersect(other.Texts), true),
    };
}
