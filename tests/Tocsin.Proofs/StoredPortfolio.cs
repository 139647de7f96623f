using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// Borrowers with every view that feeds send and one booked loan each, put into a store past every server.
/// </summary>
/// <param name="folder">The rules, for the catalogue.</param>
/// <param name="count">How many borrowers.</param>
/// <param name="seed">What decides about their values.</param>
internal sealed class StoredPortfolio(string folder, int count, int seed)
{
    private readonly FeatureCatalogue _catalogue =
        RuleSetReader.Read(RuleFolder.Read(folder)).RuleSet!.Catalogue;

    /// <summary>A borrower's id.</summary>
    public static string IdOf(long number) => $"b-{number:d6}";

    /// <summary>Puts them in.</summary>
    public async Task PutAsync(IStore store)
    {
        // Observed a moment ago, so that no view goes stale while this runs.
        var now = RealClock.Instance.GetUtcNow();
        var sound = SoundBorrower.Views(now);
        foreach (var some in Enumerable.Range(0, count).Chunk(StoreLimits.MaximumBatch))
        {
            await store.Features.ApplyAsync(
                [.. some.Select(number => Update(number, sound, now))], CancellationToken.None);
        }
    }

    private FeatureUpdate Update(int number, List<FeatureViewValues> sound, DateTimeOffset now)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var views = sound.ConvertAll(view => view.Clone());
        Set("financial", "debt_to_assets_ratio", Number(0.3 + (0.55 * random.NextDouble())));
        Set("financial", "current_ratio", Number(1.1 + (4.9 * random.NextDouble())));
        Set("financial", "quick_ratio", Number(0.7 + (4.3 * random.NextDouble())));
        Set("financial", "interest_cover_ratio", Number(2 + (28 * random.NextDouble())));
        Set("accounts", "dscr_ratio", Number(1.2 + (0.45 * random.NextDouble())));
        Set("accounts", "returned_item_count_90d", Whole(random.Next(20) == 0 ? random.Next(4) : 0));
        Set("bureau", "owner_query_count_3m", Whole(random.Next(5)));
        Set("collateral", "ltv_ratio", Number(0.4 + (0.32 * random.NextDouble())));
        views.Add(FeatureUpdates.View(
            "lender", ("branch", new() { Text = FeatureUpdates.Branches[number % FeatureUpdates.Branches.Count] })));
        var booked = FeatureUpdates.View(
            "origination", ("amount_cny", Number(50_000 * (1 + (number % 12)))), ("term_months", Whole(12)));
        booked.ExposureId = "loan-1";
        return new FeatureUpdate(BorrowerId.Parse(IdOf(number)),
        [
            .. FeatureWire.ReadViews(views, _catalogue, FeatureSource.Feed, now),
            .. FeatureWire.ReadViews([booked], _catalogue, FeatureSource.Server, now),
        ]);

        void Set(string name, string feature, Tocsin.V1.FeatureValue value) =>
            views.Single(view => view.View == name).Features[feature] = value;
    }

    private static Tocsin.V1.FeatureValue Number(double value) => SampleRequests.Number(value);

    private static Tocsin.V1.FeatureValue Whole(long value) => FeatureUpdates.Whole(value);
}
