using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Server.Caching;

namespace Tocsin.Server;

/// <summary>What is known of a borrower that is decided on, read at once. Immutable.</summary>
/// <param name="Near">What the store has of it; null when it was not asked, or did not answer.</param>
/// <param name="Standing">
/// Where it stands with its warnings, as the view <c>warnings</c>; null where that is not asked or not known.
/// </param>
/// <param name="State">How surely it is known.</param>
internal sealed record DecidedBorrower(NearBorrower? Near, FeatureViewUpdate? Standing, StoredState State)
{
    /// <summary>Nobody: for what is evaluated on what a request carries alone.</summary>
    public static DecidedBorrower Nobody { get; } = new(new NearBorrower(null, null), null, StoredState.Current);

    /// <summary>Its stored features; null when it has none, or they are not known.</summary>
    public StoredProfile? Stored => Near?.Stored;

    /// <summary>True when newer values may be stored, or others than none.</summary>
    public bool IsDegraded => State != StoredState.Current;

    /// <summary>
    /// Reads a borrower; without the store a decision goes on with what is known and the request carries.
    /// </summary>
    /// <param name="cache">Where it is read.</param>
    /// <param name="borrower">The borrower.</param>
    /// <param name="rules">The rules that read it.</param>
    /// <param name="withStanding">True when they read its warnings.</param>
    /// <param name="asOf">The moment, in UTC.</param>
    /// <param name="patience">How long to wait for the store; null for as long as its own limit.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static ValueTask<DecidedBorrower> ReadAsync(
        NearCache cache, BorrowerId borrower, ActivatedRuleSet rules, bool withStanding, DateTimeOffset asOf,
        TimeSpan? patience, CancellationToken cancellation)
    {
        var needsWarnings = withStanding && rules.Set.Catalogue.FindView(ServerViews.Warnings) is not null;
        var reading = cache.ReadAsync(borrower, needsWarnings, patience, cancellation);
        return reading.IsCompletedSuccessfully
            ? new(Of(reading.Result, rules, needsWarnings, asOf)) : AwaitAsync(reading, rules, needsWarnings, asOf);
    }

    /// <summary>The profile that is decided on: what is stored, and over it what a request carries.</summary>
    public BorrowerProfile Profile(
        InputLayout layout, IReadOnlyList<FeatureViewUpdate> carried, ExposureId exposure, DateTimeOffset asOf)
    {
        var views = Views(carried);
        if (exposure.IsNone && !HasExposure(carried))
            return (Near ?? Nobody.Near!).LaidOut(layout, asOf).With(views, asOf);
        var exposures = BorrowerExposures.Of(layout.Catalogue, Stored, views);
        var borrower = BorrowerProfileReader.Read(layout, Stored, views, exposures, asOf);
        return exposure.IsNone ? borrower : BorrowerProfileReader.ReadExposure(borrower, exposures, exposure);
    }

    /// <summary>The views that lie over what is stored.</summary>
    public IReadOnlyList<FeatureViewUpdate> Views(IReadOnlyList<FeatureViewUpdate> carried) =>
        Standing is null || Has(carried, Standing.View) ? carried : [.. carried, Standing];

    private static bool HasExposure(IReadOnlyList<FeatureViewUpdate> views)
    {
        for (var i = 0; i < views.Count; i++) if (views[i].IsOfExposure) return true;
        return false;
    }

    private static bool Has(IReadOnlyList<FeatureViewUpdate> views, string name)
    {
        for (var i = 0; i < views.Count; i++) if (views[i].View == name) return true;
        return false;
    }

    private static async ValueTask<DecidedBorrower> AwaitAsync(
        ValueTask<NearAnswer> reading, ActivatedRuleSet rules, bool needsWarnings, DateTimeOffset asOf) =>
        Of(await reading, rules, needsWarnings, asOf);

    private static DecidedBorrower Of(
        NearAnswer answer, ActivatedRuleSet rules, bool needsWarnings, DateTimeOffset asOf) =>
        new(answer.Borrower, needsWarnings ? answer.Borrower?.Standing(rules, asOf) : null, answer.State);
}
