using Tocsin.V1;

namespace Tocsin.Cli.Values;

/// <summary>
/// Reads <c>--set view.feature=value</c> into views, each value of its feature's type. Those that are kept per exposure
/// are about the one of <c>--exposure</c>.
/// </summary>
internal static class FeatureAssignments
{
    /// <summary>The views that the assignments name, in the order in which they are first named.</summary>
    /// <exception cref="CommandFailedException">One of them cannot be read.</exception>
    public static IReadOnlyList<FeatureViewValues> Read(
        IEnumerable<string> texts, KnownFeatures known, string? exposure = null)
    {
        var views = new List<FeatureViewValues>();
        foreach (var text in texts)
        {
            var (feature, value) = ReadOne(text, known);
            var view = views.Find(candidate => candidate.View == feature.View);
            if (view is null) views.Add(view = Of(feature, exposure));
            if (!view.Features.TryAdd(feature.Name, value))
                throw CommandFailedException.Usage($"--set: {feature.FullName} is set twice.");
        }

        return views;
    }

    private static FeatureViewValues Of(KnownFeature feature, string? exposure)
    {
        if (feature.IsPerExposure && string.IsNullOrEmpty(exposure))
        {
            throw CommandFailedException.Usage(
                $"--set: each exposure has its own {feature.FullName}; name one with --exposure.");
        }

        return new FeatureViewValues { View = feature.View, ExposureId = feature.IsPerExposure ? exposure : "" };
    }

    private static (KnownFeature Feature, FeatureValue Value) ReadOne(string text, KnownFeatures known)
    {
        var (name, written) = NameAndValue.Split(text, "--set", "view.feature=value");
        var feature = known.Find(name) ?? throw CommandFailedException.Usage($"--set: {known.DescribeUnknown(name)}");
        var value = FeatureText.Read(feature.Kind, written) ?? throw CommandFailedException.Usage(
            $"--set: '{written}' is no value of {name}, which takes {FeatureText.Expected(feature.Kind)}.");
        return (feature, value);
    }
}
