namespace Tocsin.Core.Rules.Differences;

/// <summary>Something that a rule set speaks of, with what it says of it and what stands in it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">By which it is known among those beside it in another rule set.</param>
/// <param name="Name">Its own name, for people.</param>
/// <param name="Path">Its name with those of what it stands in; empty for what a rule set has one of.</param>
/// <param name="File">The file it stands in.</param>
internal sealed record Subject(RuleSubjectKind Kind, string Key, string Name, string Path, string File)
{
    /// <summary>What is said of it, in the order of the file.</summary>
    public List<Facet> Facets { get; } = [];

    /// <summary>What stands in it, by the key of the list.</summary>
    public List<SubjectList> Lists { get; } = [];

    /// <summary>What it stands in; null for what stands in no other.</summary>
    public Subject? Within { get; init; }

    /// <summary>What it stands in that stands in no other; itself where it does not.</summary>
    public Subject Outermost => Within?.Outermost ?? this;

    /// <summary>The indicator it is or stands in; empty without one.</summary>
    public string Indicator =>
        Kind is RuleSubjectKind.Indicator or RuleSubjectKind.HandIndicator ? Name : Within?.Indicator ?? "";

    /// <summary>The text of a facet, by its name; empty when nothing is said.</summary>
    public string TextOf(string facet) =>
        Facets.Find(one => one.Name == facet) is { } found ? FacetText.Of(found.Value) : "";

    /// <summary>What it is, in few words; may be empty.</summary>
    public string Gist() => Kind switch
    {
        RuleSubjectKind.Parameter => $"{TextOf("value")} {TextOf("unit")}".Trim(),
        RuleSubjectKind.Feature => $"{TextOf("type")} {TextOf("unit")}".Trim(),
        RuleSubjectKind.Reason => TextOf("text.en"),
        RuleSubjectKind.Characteristic => TextOf("value"),
        RuleSubjectKind.Bin => $"{TextOf("points")} points",
        RuleSubjectKind.LimitCap or RuleSubjectKind.PriceComponent or RuleSubjectKind.Formula =>
            TextOf("on_success.expression"),
        RuleSubjectKind.Indicator or RuleSubjectKind.OfferCondition => TextOf("title.en"),
        RuleSubjectKind.MatrixRow => TextOf("grades"),
        _ => TextOf("expression") is { Length: > 0 } expression ? expression : TextOf("title.en"),
    };
}

/// <summary>Subjects beside each other.</summary>
/// <param name="Key">The place of the list within what it stands in.</param>
/// <param name="IsOrdered">True when their order counts.</param>
/// <param name="Items">The subjects, in the order of the file.</param>
internal sealed record SubjectList(string Key, bool IsOrdered, IReadOnlyList<Subject> Items);
