using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Reads a feature of <c>features.json</c> that is computed from the borrower's exposures. Type, unit and bounds are
/// those of the feature it is computed from.
/// </summary>
internal static class AggregateReader
{
    private static readonly Dictionary<string, AggregateKind> _kinds = new(StringComparer.Ordinal)
    {
        ["max"] = AggregateKind.Max,
        ["sum"] = AggregateKind.Sum,
        ["count"] = AggregateKind.Count,
        ["any"] = AggregateKind.Any,
    };

    /// <summary>Reads it.</summary>
    /// <param name="node">The feature.</param>
    /// <param name="aggregate">Its aggregate.</param>
    /// <param name="view">The view it belongs to.</param>
    /// <param name="sources">The features of exposures, by full name.</param>
    public static FeatureDefinition Read(
        DocumentNode node, DocumentNode aggregate, string view, IReadOnlyDictionary<string, FeatureDefinition> sources)
    {
        var name = node.RequiredText("name");
        if (name.Length > 0 && !NameRules.IsIdentifier(name, dots: true))
            node.Error("NAME_INVALID", $"'{name}' is no feature's name: letters, digits and underscores.", "name");
        var isKind = _kinds.ContainsKey(aggregate.RequiredText("by"));
        if (!isKind && aggregate.Text("by") is { Length: > 0 } by)
            aggregate.Error("VALUE_INVALID", $"'{by}' must be one of {string.Join(", ", _kinds.Keys)}.", "by");
        var kind = _kinds.GetValueOrDefault(aggregate.Text("by") ?? "");
        var source = ReadSource(aggregate, kind, sources);
        var feature = new FeatureDefinition
        {
            View = view,
            Name = name,
            Type = TypeOf(kind, source),
            Unit = kind == AggregateKind.Count ? "count" : source?.Unit ?? "",
            Minimum = kind switch
            {
                AggregateKind.Count => 0,
                AggregateKind.Sum => source?.Minimum >= 0 ? 0 : null,
                _ => source?.Minimum,
            },
            Maximum = kind == AggregateKind.Max ? source?.Maximum : null,
            Worse = node.Choice("worse", "", "up", "down"),
            IsPersonal = source?.IsPersonal ?? false,
            Aggregate = new FeatureAggregate(kind, source),
            Title = node.Bilingual("title"),
        };
        // Of what has no type yet nothing can be said: the one problem is told.
        if (isKind && (source is not null || kind == AggregateKind.Count))
            feature = feature with { Recourse = RecourseReader.Read(node, feature) };
        _ = node.Child("recourse");
        aggregate.Close();
        node.Close();
        return feature;
    }

    private static FeatureDefinition? ReadSource(
        DocumentNode aggregate, AggregateKind kind, IReadOnlyDictionary<string, FeatureDefinition> sources)
    {
        if (aggregate.Text("of") is not { } of)
        {
            if (kind != AggregateKind.Count)
                aggregate.Error("KEY_MISSING", "'of' is required: which feature of the exposures?", "of");
            return null;
        }

        if (!sources.TryGetValue(of, out var source))
        {
            aggregate.Error("FEATURE_UNKNOWN",
                $"'{of}' is no feature of a view per exposure." + NearestName.Hint(of, sources.Keys), "of");
            return null;
        }

        var takes = kind switch
        {
            AggregateKind.Max => source.Type is FeatureType.Number or FeatureType.Integer or FeatureType.Date,
            AggregateKind.Sum => source.Type is FeatureType.Number or FeatureType.Integer,
            AggregateKind.Count or AggregateKind.Any => source.Type == FeatureType.Flag,
            _ => true,
        };
        if (takes) return source;
        aggregate.Error("AGGREGATE_INVALID",
            $"{of} is of type {source.Type.ToString().ToLowerInvariant()}: max takes numbers, integers and dates, sum"
            + " numbers and integers, count and any take flags.",
            "of");
        return null;
    }

    private static FeatureType TypeOf(AggregateKind kind, FeatureDefinition? source) => kind switch
    {
        AggregateKind.Count => FeatureType.Integer,
        AggregateKind.Any => FeatureType.Flag,
        _ => source?.Type ?? FeatureType.Number,
    };
}
