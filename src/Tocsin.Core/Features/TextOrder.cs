using System.Collections.Frozen;

namespace Tocsin.Core.Features;

/// <summary>
/// The order of a text feature's values, worst first: tax grade D &lt; C &lt; B &lt; A. Members may also be unordered:
/// a tax grade M (new firm) is neither better nor worse than B, so that comparing it is unknown.
/// </summary>
/// <remarks>Immutable and thread-safe. Texts are compared ordinally.</remarks>
public sealed class TextOrder
{
    /// <summary>The rank of a text that is not ordered.</summary>
    public const int Unordered = -1;

    private readonly FrozenDictionary<string, int> _ranks;

    /// <summary>An order of the given texts, worst first, and members without a rank.</summary>
    public TextOrder(IReadOnlyList<string> worstFirst, IReadOnlyList<string> unordered)
    {
        ArgumentNullException.ThrowIfNull(worstFirst);
        ArgumentNullException.ThrowIfNull(unordered);
        Members = [.. worstFirst, .. unordered];
        _ranks = worstFirst.Select((text, rank) => KeyValuePair.Create(text, rank))
            .Concat(unordered.Select(text => KeyValuePair.Create(text, Unordered)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>True when some text has a rank, so that texts can be compared.</summary>
    public bool HasRanks => _ranks.Values.Any(rank => rank != Unordered);

    /// <summary>Every allowed text: the ordered ones, worst first, then the unordered ones.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>The rank, 0 for the worst; <see cref="Unordered"/> for unordered members and strangers.</summary>
    public int RankOf(string text) => _ranks.GetValueOrDefault(text, Unordered);

    /// <summary>True when the text is a member, ordered or not.</summary>
    public bool Contains(string text) => _ranks.ContainsKey(text);
}
