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
    private const int MaximumBorrowers = 70;
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
        var examples = rules.ReadExamples().Where(example => IsOfToday(example) && IsLent(rules, example)).ToList();
        if (examples.Count == 0) return;
        var chosen = Choose(examples);
        var updates = chosen.Select((example, i) => Update(rules.Catalogue, example, i)).ToList();
        await store.Features.ApplyAsync(updates, cancellation);
        foreach (var update in updates) _ = reviews.Ask(update.Borrower, WarningCauseKind.FeatureUpdate);
        Log.SamplesPut(logger, updates.Count);
    }

    // As many of each product, and of those that are of warnings alone, as there are places for; evenly through each,
    // so that every area of the rules is there. The smallest go first and leave what they do not need to the others.
    private static List<RuleExample> Choose(List<RuleExample> examples)
    {
        var chosen = new HashSet<RuleExample>(ReferenceEqualityComparer.Instance);
        var groups = examples.GroupBy(example => example.Product).Select(group => group.ToList())
            .OrderBy(group => group.Count).ToList();
        for (var at = 0; at < groups.Count; at++)
        {
            var group = groups[at];
            var count = Math.Min(group.Count, (MaximumBorrowers - chosen.Count) / (groups.Count - at));
            var last = Math.Max(1, count - 1);
            chosen.UnionWith(Enumerable.Range(0, count).Select(i => group[i * (group.Count - 1) / last]));
        }

        return examples.FindAll(chosen.Contains);
    }

    // A published model alone, without a knock-out, is no product that somebody has borrowed by.
    private static bool IsLent(RuleSet rules, RuleExample example) =>
        example.Product is null || rules.Policies[example.Product].KnockOuts.Count > 0;

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
