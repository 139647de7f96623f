using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules;

/// <summary>An invented borrower that a rule set says what must come out for. Immutable.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Product">The product that is decided; null when only warnings are looked at.</param>
/// <param name="AsOf">The moment as of which is judged, in UTC.</param>
/// <param name="Features">The values by full name.</param>
/// <param name="Stale">Views whose values are past their stale limit.</param>
/// <param name="Request">What is asked for.</param>
public sealed record RuleExample(
    string Name, string? Product, DateTimeOffset AsOf, IReadOnlyDictionary<string, FeatureValue> Features,
    IReadOnlySet<string> Stale, DecisionRequest Request)
{
    /// <summary>
    /// The level that each of some indicators stood at before, by indicator: its clear condition, where it holds, has
    /// held for the whole dwell. Empty for a borrower without warnings.
    /// </summary>
    public IReadOnlyDictionary<string, WarningLevel> Before { get; init; } = new Dictionary<string, WarningLevel>();

    /// <summary>The profile, with the request's inputs.</summary>
    public BorrowerProfile Profile(InputLayout layout)
    {
        var views = new Dictionary<string, StoredView>(StringComparer.Ordinal);
        foreach (var view in layout.Catalogue.Views)
        {
            var values = view.Features.Where(feature => Features.ContainsKey(feature.FullName)).ToDictionary(
                feature => feature.Name, feature => Features[feature.FullName].ToCanonicalText(),
                StringComparer.Ordinal);
            var pastLimit = (view.StaleAfter ?? TimeSpan.Zero) + TimeSpan.FromDays(1);
            var age = Stale.Contains(view.Name) ? pastLimit : TimeSpan.Zero;
            if (values.Count > 0) views.Add(view.Name, new StoredView(AsOf - age, values));
        }

        var stored = new StoredProfile(BorrowerId.Parse("example"), 1, views);
        var profile = BorrowerProfileReader.Read(layout, stored, [], AsOf);
        Request.WriteTo(profile);
        return profile;
    }
}
