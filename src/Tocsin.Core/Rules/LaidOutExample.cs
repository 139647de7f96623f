using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules;

/// <summary>An example's borrower as a store would give it, laid out once; each profile is a copy. Immutable.</summary>
internal sealed class LaidOutExample
{
    private readonly RuleExample _example;
    private readonly BorrowerProfile _borrower;

    public LaidOutExample(RuleExample example, InputLayout layout)
    {
        _example = example;
        var stored = Stored(layout.Catalogue);
        Exposures = BorrowerExposures.Of(layout.Catalogue, stored, []);
        _borrower = BorrowerProfileReader.Read(layout, stored, [], Exposures, example.AsOf);
    }

    /// <summary>The borrower's exposures.</summary>
    public BorrowerExposures Exposures { get; }

    /// <summary>The profile of the borrower as a whole.</summary>
    public BorrowerProfile BorrowerProfile() => _borrower.Copy();

    /// <summary>The profile of an exposure, or of none, with the request's inputs.</summary>
    public BorrowerProfile Profile(ExposureId exposure)
    {
        var profile = exposure.IsNone
            ? _borrower.Copy() : BorrowerProfileReader.ReadExposure(_borrower, Exposures, exposure);
        _example.Request.WriteTo(profile);
        return profile;
    }

    /// <summary>The profile that is decided on: for a new facility the features of exposures are missing.</summary>
    public BorrowerProfile ApplicationProfile() =>
        Profile(_example.Request.Kind == ApplicationKind.New ? default : RuleExample.OwnExposure);

    /// <summary>The profiles of the further exposures.</summary>
    public IEnumerable<BorrowerProfile> FurtherProfiles() => _example.Exposures.Keys.Select(Profile);

    private StoredProfile Stored(FeatureCatalogue catalogue)
    {
        var views = new Dictionary<string, StoredView>(StringComparer.Ordinal);
        foreach (var view in catalogue.Views)
        {
            Store(views, view, view.IsPerExposure ? RuleExample.OwnExposure : default, _example.Features);
            if (!view.IsPerExposure) continue;
            foreach (var (exposure, features) in _example.Exposures) Store(views, view, exposure, features);
        }

        return new StoredProfile(BorrowerId.Parse("example"), 1, views);
    }

    private void Store(
        Dictionary<string, StoredView> views, FeatureView view, ExposureId exposure,
        IReadOnlyDictionary<string, FeatureValue> features)
    {
        if (!view.Features.Any(feature => features.ContainsKey(feature.FullName))) return;
        var pastLimit = (view.StaleAfter ?? TimeSpan.Zero) + TimeSpan.FromDays(1);
        var age = _example.Stale.Contains(view.Name) ? pastLimit : _example.Ages.GetValueOrDefault(view.Name);
        var given = new GivenValues(view, features);
        views.Add(ViewKey.Of(view.Name, exposure), new StoredView(_example.AsOf - age, given));
    }
}
