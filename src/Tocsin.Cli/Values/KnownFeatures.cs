using Tocsin.V1;

namespace Tocsin.Cli.Values;

/// <summary>The features of the rule set that answers now, by <c>view.feature</c>.</summary>
/// <remarks>Names are looked up whole, because a feature's name may itself contain dots.</remarks>
internal sealed class KnownFeatures
{
    // A message that lists a whole catalogue helps nobody.
    private const int MaximumListed = 12;

    private readonly Dictionary<string, KnownFeature> _features = new(StringComparer.Ordinal);
    private readonly List<string> _views = [];

    public KnownFeatures(GetActiveRuleSetResponse ruleSet)
    {
        foreach (var view in ruleSet.Views)
        {
            _views.Add(view.View);
            foreach (var feature in view.Features)
            {
                var known = new KnownFeature(view.View, feature.Feature, feature.Type)
                {
                    IsPerExposure = view.PerExposure,
                };
                _features[known.FullName] = known;
            }
        }
    }

    /// <summary>The feature of a name, or null.</summary>
    public KnownFeature? Find(string fullName) => _features.GetValueOrDefault(fullName);

    /// <summary>Says that a name is unknown, and which names would be known in its place.</summary>
    public string DescribeUnknown(string fullName)
    {
        var view = _views.Find(name => fullName.StartsWith(name + ".", StringComparison.Ordinal));
        if (view is null) return $"'{fullName}' names no view of the active rule set; it has {List(_views)}.";
        var names = _features.Values.Where(feature => feature.View == view).Select(feature => feature.Name).ToList();
        return $"'{fullName}' is no feature of the active rule set; {view} has {List(names)}.";
    }

    private static string List(List<string> names) => names.Count <= MaximumListed
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MaximumListed))} and {names.Count - MaximumListed} more";
}
