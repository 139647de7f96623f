using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Server;

/// <summary>What the store knows of a borrower that is decided on, read at once. Immutable.</summary>
/// <param name="Stored">Its features; null when it has none, or the store did not answer.</param>
/// <param name="Standing">
/// Where it stands with its warnings, as the view <c>warnings</c>; null where that is not asked or not known.
/// </param>
/// <param name="IsDegraded">True when the store did not answer: nothing is known then.</param>
internal sealed record DecidedBorrower(StoredProfile? Stored, FeatureViewUpdate? Standing, bool IsDegraded)
{
    private static DecidedBorrower Degraded { get; } = new(null, null, true);

    /// <summary>Nobody: for what is evaluated on what a request carries alone.</summary>
    public static DecidedBorrower Nobody { get; } = new(null, null, false);

    /// <summary>Reads a borrower; without the store a decision goes on with what the request carries.</summary>
    public static async ValueTask<DecidedBorrower> ReadAsync(
        IStore store, StoreKeeper keeper, BorrowerId borrower, ActivatedRuleSet rules, bool withStanding,
        DateTimeOffset asOf, CancellationToken cancellation)
    {
        if (keeper.Identity is null) return Degraded;
        try
        {
            var reading = store.Features.ReadAsync(borrower, cancellation);
            if (!withStanding || rules.Set.Catalogue.FindView(ServerViews.Warnings) is null)
                return new DecidedBorrower(await reading, null, false);
            var standing = store.Warnings.ReadAsync(borrower, cancellation).AsTask();
            var stored = await reading;
            var state = WarningsView.Standing(rules, await standing, stored, asOf);
            return new DecidedBorrower(stored, WarningsView.Of(rules.Set, state, asOf), false);
        }
        catch (StoreUnavailableException)
        {
            return Degraded;
        }
    }

    /// <summary>The profile that is decided on: what is stored, and over it what a request carries.</summary>
    public BorrowerProfile Profile(
        InputLayout layout, IReadOnlyList<FeatureViewUpdate> carried, ExposureId exposure, DateTimeOffset asOf)
    {
        var views = Views(carried);
        if (exposure.IsNone) return BorrowerProfileReader.Read(layout, Stored, views, asOf);
        var exposures = BorrowerExposures.Of(layout.Catalogue, Stored, views);
        var borrower = BorrowerProfileReader.Read(layout, Stored, views, exposures, asOf);
        return BorrowerProfileReader.ReadExposure(borrower, exposures, exposure);
    }

    /// <summary>The views that lie over what is stored.</summary>
    public IReadOnlyList<FeatureViewUpdate> Views(IReadOnlyList<FeatureViewUpdate> carried) =>
        Standing is null || carried.Any(view => view.View == Standing.View) ? carried : [.. carried, Standing];
}
