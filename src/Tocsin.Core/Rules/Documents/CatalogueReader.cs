using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>features.json</c>.</summary>
internal static class CatalogueReader
{
    private static readonly Dictionary<string, FeatureType> _types = new(StringComparer.Ordinal)
    {
        ["number"] = FeatureType.Number,
        ["integer"] = FeatureType.Integer,
        ["flag"] = FeatureType.Flag,
        ["text"] = FeatureType.Text,
        ["date"] = FeatureType.Date,
    };

    public static FeatureCatalogue Read(DocumentNode node)
    {
        var zone = node.RequiredText("time_zone");
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            node.Error("ZONE_UNKNOWN", $"'{zone}' is no IANA time zone, such as Asia/Shanghai.", "time_zone");
            zone = "UTC";
        }

        var views = new List<FeatureView>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Items("views"))
        {
            var view = ReadView(item);
            if (!names.Add(view.Name))
                item.Error("NAME_DUPLICATE", $"There are two views called '{view.Name}'.", "name");
            else
                views.Add(view);
        }

        if (views.Count == 0) node.Error("KEY_MISSING", "The catalogue needs at least one view.", "views");
        node.Close();
        return new FeatureCatalogue(zone.Length == 0 ? "UTC" : zone, views);
    }

    private static FeatureView ReadView(DocumentNode node)
    {
        var name = node.RequiredText("name");
        if (name.Length > 0 && !NameRules.IsIdentifier(name))
            node.Error("NAME_INVALID", $"'{name}' is no view's name: letters, digits and underscores.", "name");
        if (ReservedInputs.FirstNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            node.Error("NAME_RESERVED", $"'{name}' is an input that Tocsin provides; choose another name.", "name");
        if (node.Choice("per", "borrower", "borrower", "exposure") == "exposure")
            node.Error("VIEW_PER_EXPOSURE", "Views are kept per borrower in this version.", "per");
        var accepted = node.Texts("accept_from");
        foreach (var source in accepted.Where(source => source is not ("feed" or "request")))
            node.Error("VALUE_INVALID", $"'{source}' must be feed or request.", "accept_from");
        if (accepted.Count == 0) node.Error("KEY_MISSING", "Say who may send it: feed, request.", "accept_from");
        var view = new FeatureView
        {
            Name = name,
            Title = node.Bilingual("title"),
            AcceptsFeed = accepted.Contains("feed"),
            AcceptsRequest = accepted.Contains("request"),
            Refresh = node.Duration("refresh"),
            StaleAfter = node.Duration("stale"),
            Features = ReadFeatures(node, name),
        };
        if (view.Refresh > view.StaleAfter)
            node.Error("STALE_BEFORE_REFRESH", "A view cannot be stale before its next refresh is due.", "stale");
        node.Close();
        return view;
    }

    private static List<FeatureDefinition> ReadFeatures(DocumentNode node, string view)
    {
        var features = new List<FeatureDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Items("features"))
        {
            var feature = ReadFeature(item, view);
            if (!names.Add(feature.Name))
                item.Error("NAME_DUPLICATE", $"The view has two features called '{feature.Name}'.", "name");
            else
                features.Add(feature);
        }

        if (features.Count == 0) node.Error("KEY_MISSING", "A view needs at least one feature.", "features");
        return features;
    }

    private static FeatureDefinition ReadFeature(DocumentNode node, string view)
    {
        var name = node.RequiredText("name");
        if (name.Length > 0 && !NameRules.IsIdentifier(name, dots: true))
            node.Error("NAME_INVALID", $"'{name}' is no feature's name: letters, digits and underscores.", "name");
        var type = _types[node.Choice("type", "number", [.. _types.Keys])];
        var feature = new FeatureDefinition
        {
            View = view,
            Name = name,
            Type = type,
            Unit = node.Text("unit") ?? "",
            Minimum = node.Number("min"),
            Maximum = node.Number("max"),
            Order = ReadOrder(node, type),
            Worse = node.Choice("worse", "", "up", "down"),
            IsLabel = node.Flag("label"),
            IsPersonal = node.Flag("personal"),
            Recourse = node.Text("recourse") ?? "",
            Title = node.Bilingual("title"),
        };
        _ = node.Flag("keep_previous");
        if (feature.Minimum > feature.Maximum)
            node.Error("BOUNDS_INVALID", $"min is {feature.Minimum} and max is {feature.Maximum}.", "min");
        node.Close();
        return feature;
    }

    private static TextOrder? ReadOrder(DocumentNode node, FeatureType type)
    {
        var ordered = node.Texts("order").Select(TextFolding.Fold).ToList();
        var unordered = node.Texts("unordered").Select(TextFolding.Fold).ToList();
        if (ordered.Count == 0 && unordered.Count == 0) return null;
        var members = ordered.Concat(unordered).ToList();
        if (type != FeatureType.Text)
            node.Error("VALUE_INVALID", "Only a text has an order of texts.", "order");
        else if (members.Distinct(StringComparer.Ordinal).Count() < members.Count)
            node.Error("NAME_DUPLICATE", "A text stands twice in the order.", "order");
        else
            return new TextOrder(ordered, unordered);
        return null;
    }
}
