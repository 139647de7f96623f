using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>How one kind of subject is written.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="NameKey">The key that holds its name; empty when it has none.</param>
internal sealed record SubjectShape(RuleSubjectKind Kind, string NameKey)
{
    /// <summary>Of what has no name: what to call it.</summary>
    public Func<JsonElement, string>? Called { get; init; }

    /// <summary>The lists of subjects in it, by the key of their place.</summary>
    public IReadOnlyDictionary<string, SubjectListShape> Lists { get; init; } =
        new Dictionary<string, SubjectListShape>();

    /// <summary>Its name as written; null when it has none.</summary>
    public string? NameOf(JsonElement element)
    {
        if (NameKey.Length == 0 || element.ValueKind != JsonValueKind.Object) return null;
        if (!element.TryGetProperty(NameKey, out var name)) return null;
        return name.ValueKind is JsonValueKind.String or JsonValueKind.Number ? FacetText.Of(name) : null;
    }
}

/// <summary>How a list of subjects is written.</summary>
/// <param name="Item">Makes the shape of its members.</param>
/// <param name="IsOrdered">True when their order counts.</param>
internal sealed record SubjectListShape(Func<SubjectShape> Item, bool IsOrdered);
