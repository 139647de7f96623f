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

        var items = node.Items("views");
        // What is computed from exposures needs their features first, wherever in the file they stand.
        var ofExposures = items.Where(IsPerExposure).Select(item => ReadView(item, []));
        var sources = ofExposures.SelectMany(view => view.Features).DistinctBy(feature => feature.FullName)
            .ToDictionary(feature => feature.FullName, StringComparer.Ordinal);
        var views = new List<FeatureView>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var view = ReadView(item, sources);
            if (!names.Add(view.Name))
                item.Error("NAME_DUPLICATE", $"There are two views called '{view.Name}'.", "name");
            else
                views.Add(view);
        }

        if (views.Count == 0) node.Error("KEY_MISSING", "The catalogue needs at least one view.", "views");
        foreach (var item in items) ServerViewReader.CheckGroupExposure(item, views);
        node.Close();
        var catalogue = new FeatureCatalogue(zone.Length == 0 ? "UTC" : zone, views);
        RecourseReader.CheckMoves(items, catalogue);
        return catalogue;
    }

    private static bool IsPerExposure(DocumentNode node) =>
        node.Choice("per", "borrower", "borrower", "exposure") == "exposure";

    private static FeatureView ReadView(DocumentNode node, Dictionary<string, FeatureDefinition> sources)
    {
        var name = node.RequiredText("name");
        if (name.Length > 0 && !NameRules.IsIdentifier(name))
            node.Error("NAME_INVALID", $"'{name}' is no view's name: letters, digits and underscores.", "name");
        var senders = node.Texts("accept_from");
        var isOfServer = senders.Contains("server");
        if (ReservedInputs.FirstNames.Contains(name, StringComparer.OrdinalIgnoreCase)
            || (!isOfServer && ServerViews.Names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            node.Error("NAME_RESERVED", $"'{name}' is an input that Tocsin provides; choose another name.", "name");
        var isPerExposure = IsPerExposure(node);
        var features = ReadFeatures(node, name, sources);
        var aggregated = features.Count(feature => feature.Aggregate is not null);
        if (aggregated > 0 && (isPerExposure || aggregated < features.Count))
        {
            node.Error("AGGREGATE_INVALID",
                "A view is sent or computed, not both: give each feature of a view per borrower an aggregate, or none.",
                "features");
        }

        var accepted = ReadSenders(node, aggregated > 0);
        var view = new FeatureView
        {
            Name = name,
            IsPerExposure = isPerExposure,
            Title = node.Bilingual("title"),
            AcceptsFeed = accepted.Contains("feed"),
            AcceptsRequest = accepted.Contains("request"),
            Refresh = node.Duration("refresh"),
            StaleAfter = node.Duration("stale"),
            Features = features,
            IsPaid = node.Flag("paid"),
            NeedsConsent = node.Flag("consent"),
            GroupExposureOf = node.Text("group_exposure_of") ?? "",
        };
        ServerViewReader.Check(node, view, isOfServer);
        if (view.Refresh > view.StaleAfter)
            node.Error("STALE_BEFORE_REFRESH", "A view cannot be stale before its next refresh is due.", "stale");
        node.Close();
        return view;
    }

    private static IReadOnlyList<string> ReadSenders(DocumentNode node, bool isComputed)
    {
        var accepted = node.Texts("accept_from");
        foreach (var source in accepted.Where(source => source is not ("feed" or "request" or "server")))
            node.Error("VALUE_INVALID", $"'{source}' must be feed, request or server.", "accept_from");
        if (accepted.Count == 0 && !isComputed)
            node.Error("KEY_MISSING", "Say who may send it: feed, request, server.", "accept_from");
        foreach (var key in new[] { "accept_from", "refresh", "stale" })
        {
            if (isComputed && node.Child(key) is not null)
                node.Error("AGGREGATE_INVALID", "What is computed from exposures is sent by nobody.", key);
        }

        return accepted;
    }

    private static List<FeatureDefinition> ReadFeatures(
        DocumentNode node, string view, Dictionary<string, FeatureDefinition> sources)
    {
        var features = new List<FeatureDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Items("features"))
        {
            var feature = item.Object("aggregate") is { } aggregate
                ? AggregateReader.Read(item, aggregate, view, sources) : ReadFeature(item, view);
            AddFeature(item, feature, features, names);
            if (item.Flag("keep_previous")) AddFeature(item, PreviousOf(feature), features, names);
        }

        if (features.Count == 0) node.Error("KEY_MISSING", "A view needs at least one feature.", "features");
        return features;
    }

    private static void AddFeature(
        DocumentNode node, FeatureDefinition feature, List<FeatureDefinition> features, HashSet<string> names)
    {
        if (names.Add(feature.Name)) features.Add(feature);
        else node.Error("NAME_DUPLICATE", $"The view has two features called '{feature.Name}'.", "name");
    }

    private static FeatureDefinition PreviousOf(FeatureDefinition feature) => feature with
    {
        Name = feature.Name + FeatureViewUpdate.PreviousSuffix,
        PreviousOf = feature.Name,
        IsLabel = false,
        Worse = "",
        Recourse = null,
        Title = new BilingualText($"{feature.Title.Zh}（变更前）", $"{feature.Title.En}, before"),
    };

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
            Title = node.Bilingual("title"),
        };
        feature = feature with { Recourse = RecourseReader.Read(node, feature) };
        _ = node.Child("keep_previous");
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
