using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Checks the views of <c>features.json</c> that the server writes.</summary>
internal static class ServerViewReader
{
    private static readonly string[] _levels = ["none", "blue", "yellow", "orange", "red"];

    /// <summary>Checks a view that says that the server sends it, or has the name of one.</summary>
    public static void Check(DocumentNode node, FeatureView view, bool isOfServer)
    {
        var isOne = ServerViews.Names.Contains(view.Name, StringComparer.Ordinal);
        if (isOfServer && !isOne)
        {
            node.Error("VIEW_NOT_OF_SERVER",
                $"The server writes {string.Join(", ", ServerViews.Names)}, and no view '{view.Name}'."
                + NearestName.Hint(view.Name, ServerViews.Names),
                "accept_from");
        }

        if (!isOfServer || !isOne) return;
        if (view.AcceptsFeed || view.AcceptsRequest)
            node.Error("VIEW_OF_SERVER", $"Only the server writes '{view.Name}'.", "accept_from");
        if (view.IsPerExposure != ServerViews.IsPerExposure(view.Name))
        {
            var per = ServerViews.IsPerExposure(view.Name) ? "exposure" : "borrower";
            node.Error("VIEW_OF_SERVER", $"The server writes '{view.Name}' per {per}.", "per");
        }

        foreach (var feature in view.Features) Check(node, view.Name, feature);
    }

    /// <summary>Checks what the exposure of a group is the sum of.</summary>
    public static void CheckGroupExposure(DocumentNode node, IReadOnlyList<FeatureView> views)
    {
        var isAsked = views.Any(view => view.Name == ServerViews.Connected && view.Name == node.Text("name")
            && view.Features.Any(feature => feature.Name == ServerViews.GroupExposure));
        if (node.Text("group_exposure_of") is not { } name)
        {
            if (isAsked)
            {
                node.Error("KEY_MISSING",
                    "'group_exposure_of' is required: of which number is it the sum?",
                    "group_exposure_of");
            }

            return;
        }

        var numbers = views.Where(view => !view.IsPerExposure).SelectMany(view => view.Features)
            .Where(feature => feature.Type == FeatureType.Number).Select(feature => feature.FullName).ToList();
        if (!isAsked)
            node.Error("VALUE_INVALID", "Only the view connected sums a group's exposure.", "group_exposure_of");
        else if (!numbers.Contains(name))
            node.Error("FEATURE_UNKNOWN", $"'{name}' is no number of a view per borrower."
                + NearestName.Hint(name, numbers), "group_exposure_of");
    }

    /// <summary>Checks that each flag of the view <c>warnings</c> is set by an action, and the reverse.</summary>
    public static void CheckFlags(
        DocumentNode features, DocumentNode? actions, FeatureCatalogue catalogue, IEnumerable<string> set)
    {
        var known = ServerViews.FeaturesOf(ServerViews.Warnings).Select(feature => feature.Name);
        var flags = (catalogue.FindView(ServerViews.Warnings)?.Features ?? [])
            .Select(feature => feature.Name).Except(known, StringComparer.Ordinal).ToList();
        foreach (var flag in flags.Except(set, StringComparer.Ordinal))
        {
            features.Error("FEATURE_NEVER_SET",
                $"No action of actions.json sets warnings.{flag}." + NearestName.Hint(flag, set));
        }

        foreach (var flag in set.Except(flags, StringComparer.Ordinal))
        {
            actions?.Error("FEATURE_UNKNOWN",
                $"An action sets warnings.{flag}, which features.json does not have." + NearestName.Hint(flag, flags));
        }
    }

    private static void Check(DocumentNode node, string view, FeatureDefinition feature)
    {
        var written = ServerViews.FeaturesOf(view);
        var found = written.FirstOrDefault(known => known.Name == feature.Name);
        var isFlagOfAction = found.Name is null && view == ServerViews.Warnings && feature.Type == FeatureType.Flag;
        if (isFlagOfAction) return;
        if (found.Name is null)
        {
            var names = written.Select(known => known.Name).ToList();
            node.Error("FEATURE_NEVER_SET",
                $"The server writes {string.Join(", ", names)} of '{view}', and no '{feature.Name}'."
                + NearestName.Hint(feature.Name, names),
                "features");
        }
        else if (found.Type != feature.Type)
        {
            node.Error("TYPE_INVALID",
                $"{feature.FullName} is of type {found.Type.ToString().ToLowerInvariant()}.", "features");
        }
        else if (IsLevel(feature.Name) && feature.Order?.Members.SequenceEqual(_levels, StringComparer.Ordinal) != true)
        {
            node.Error("VALUE_INVALID",
                $"{feature.FullName} is a level: write \"order\": [\"{string.Join("\", \"", _levels)}\"].", "features");
        }
    }

    private static bool IsLevel(string name) => name is ServerViews.Level or ServerViews.OwnerLevel
        or ServerViews.WorstGuarantorLevel or ServerViews.WorstGroupLevel or ServerViews.KnownOwnerLevel
        or ServerViews.KnownGuarantorLevel or ServerViews.KnownGroupLevel;
}
