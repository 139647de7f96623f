using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Warnings;

namespace Tocsin.Server.Samples;

/// <summary>
/// Puts borrowers into an empty store, so that a first look has something to see. They are made from the examples of
/// the rule set, which are invented borrowers that show each rule at work.
/// </summary>
internal sealed class SamplePortfolio(
    IStore store, StoreKeeper keeper, ActiveRuleSet active, ReviewQueue reviews, TimeProvider time,
    ILogger<SamplePortfolio> logger)
{
    private const int MaximumBorrowers = 60;
    private const int Places = 3;

    /// <summary>Puts them, unless the store has a borrower already.</summary>
    public async Task PutAsync(CancellationToken cancellation)
    {
        var identity = await keeper.Opened.WaitAsync(cancellation);
        for (var partition = 0; partition < identity.Partitions; partition++)
        {
            if ((await store.Features.ListAsync(partition, null, 1, cancellation)).Count > 0) return;
        }

        var rules = active.Current!.Set;
        // What is put now is fresh, and has no past.
        var examples = rules.Examples.Where(IsOfToday).ToList();
        if (examples.Count == 0) return;
        // Evenly through the examples, so that every area of the rules is there.
        var step = Math.Max(1.0, examples.Count / (double)MaximumBorrowers);
        var count = (int)(examples.Count / step);
        var updates = Enumerable.Range(0, count)
            .Select(i => Update(rules.Catalogue, examples[(int)(i * step)], i)).ToList();
        await store.Features.ApplyAsync(updates, cancellation);
        foreach (var update in updates) _ = reviews.Ask(update.Borrower, WarningCauseKind.FeatureUpdate);
        Log.SamplesPut(logger, updates.Count);
    }

    private static bool IsOfToday(RuleExample example) =>
        example.Stale.Count == 0 && example.Ages.Count == 0 && example.Before.Count == 0 && !example.IsOfTables;

    private FeatureUpdate Update(FeatureCatalogue catalogue, RuleExample example, int index)
    {
        var now = time.GetUtcNow();
        var views = new List<FeatureViewUpdate>();
        foreach (var view in catalogue.Views.Where(view => view.AcceptsFeed))
        {
            if (!view.IsPerExposure)
            {
                Add(views, view, default, example.Features, now, example.AsOf, index);
                continue;
            }

            var number = 1;
            foreach (var features in example.Exposures.Values.Prepend(example.Features))
            {
                Add(views, view, ExposureId.Parse($"loan-{index + 1:000}-{number++}"), features, now, example.AsOf,
                    index);
            }
        }

        return new FeatureUpdate(BorrowerId.Parse($"sample-{index + 1:000}"), views);
    }

    private static void Add(
        List<FeatureViewUpdate> views, FeatureView view, ExposureId exposure,
        IReadOnlyDictionary<string, FeatureValue> features, DateTimeOffset now, DateTimeOffset asOf, int index)
    {
        var values = new Dictionary<string, FeatureValue>(StringComparer.Ordinal);
        foreach (var feature in view.Features)
        {
            if (features.TryGetValue(feature.FullName, out var value))
                values[feature.Name] = Today(value, now - asOf);
            else if (feature is { IsLabel: true, Type: FeatureType.Text })
                values[feature.Name] = Label(feature, index);
        }

        if (values.Count > 0) views.Add(new FeatureViewUpdate(view.Name, now, values) { Exposure = exposure });
    }

    // An example's dates are meant from its own day: a sale of last week stays one of last week.
    private static FeatureValue Today(FeatureValue value, TimeSpan since) => value.Type == FeatureType.Date
        ? FeatureValue.OfDate(value.AsDate.AddDays((int)since.TotalDays)) : value;

    private static FeatureValue Label(FeatureDefinition feature, int index)
    {
        var members = feature.Order?.Members;
        return FeatureValue.OfText(members is { Count: > 0 }
            ? members[index % members.Count] : $"{feature.Name}-{(index % Places) + 1}");
    }
}
