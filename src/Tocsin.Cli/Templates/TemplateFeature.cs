using Tocsin.Core.Features;

namespace Tocsin.Cli.Templates;

/// <summary>The feature that whoever starts a rule asks for.</summary>
internal static class TemplateFeature
{
    // A message that lists a whole catalogue helps nobody.
    private const int MaximumListed = 12;

    /// <summary>True when a condition can compare it with bounds.</summary>
    public static bool IsNumber(FeatureDefinition feature) =>
        feature.Type is FeatureType.Number or FeatureType.Integer;

    /// <summary>The feature of a name.</summary>
    /// <exception cref="CommandFailedException">
    /// The catalogue has none of that name, or it is no number; the message says which would do.
    /// </exception>
    public static FeatureDefinition Find(FeatureCatalogue catalogue, string fullName)
    {
        var features = catalogue.Views.SelectMany(view => view.Features).ToList();
        var found = features.Find(feature => feature.FullName == fullName);
        if (found is not null && IsNumber(found)) return found;
        var view = catalogue.Views.FirstOrDefault(view =>
            fullName.StartsWith(view.Name + ".", StringComparison.Ordinal));
        var what = found is null ? "is no feature of features.json" : "is no number, which the template compares";
        var known = view is null
            ? $"views are {List(catalogue.Views.Select(one => one.Name))}"
            : $"numbers of {view.Name} are {List(view.Features.Where(IsNumber).Select(feature => feature.Name))}";
        throw CommandFailedException.Usage($"'{fullName}' {what}; {known}.");
    }

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count == 0) return "none";
        return all.Count <= MaximumListed
            ? string.Join(", ", all)
            : $"{string.Join(", ", all.Take(MaximumListed))} and {all.Count - MaximumListed} more";
    }
}
