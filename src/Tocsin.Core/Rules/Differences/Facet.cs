using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>One thing that is said of a subject.</summary>
/// <param name="Key">Its exact place within the subject: no two places share one.</param>
/// <param name="Name">Its name in the words of the rules.</param>
/// <param name="Value">What is said: a text, number, flag or null, a list of these, or something empty.</param>
internal sealed record Facet(string Key, string Name, JsonElement Value)
{
    // Lists of which it is told which members came and went; of others, mostly short, it is told how they read.
    private static readonly HashSet<string> _memberwise = new(StringComparer.Ordinal)
    {
        "holidays", "working_days", "accept_from", "unordered", "in", "required", "actions", "workflows", "stale",
    };

    private static readonly HashSet<string> _unordered = new(StringComparer.Ordinal)
    {
        "holidays", "working_days", "accept_from", "unordered", "in", "stale",
    };

    /// <summary>The facet at a place.</summary>
    public static Facet At(FacetPlace place, JsonElement value) => new(place.Key, place.Name(), value);

    /// <summary>True when it is told of members rather than of the whole list.</summary>
    public bool IsMemberwise => Value.ValueKind == JsonValueKind.Array && _memberwise.Contains(Name);

    /// <summary>True when the order of the members counts.</summary>
    public bool IsOrdered => !_unordered.Contains(Name);

    /// <summary>True when the other says the same.</summary>
    public bool SaysAs(Facet other) => JsonElement.DeepEquals(Value, other.Value);
}
