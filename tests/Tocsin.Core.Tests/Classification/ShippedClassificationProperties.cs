using CsCheck;
using Tocsin.Core.Classification;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Classification;

/// <summary>Over the shipped tables: knowing less never gives another result that is said to be complete.</summary>
public class ShippedClassificationProperties
{
    private static readonly RuleSet _rules =
        RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!;

    private static readonly RuleExample _sound = _rules.ReadExamples().First(example => example.Name == "a sound loan");

    // Only inputs that are read matter; the others would dilute the search.
    private static readonly InputSlot[] _slots =
    [
        .. _rules.Tables.Values.SelectMany(table => table.Rows).SelectMany(row => row.Rule.Reads)
            .Concat(_rules.Classification!.Upgrade.Rules.SelectMany(rule => rule.Reads))
            .Where(slot => slot.Feature is { Aggregate: null, View: not "financial" })
            .Append(_rules.Layout.Find("loan.balance_cny")!).Append(_rules.Layout.Find("loan.category_booked")!)
            .DistinctBy(slot => slot.Index),
    ];

    private static readonly string[] _views = [.. _slots.Select(slot => slot.Feature!.View).Distinct()];

    private static readonly Gen<(InputSlot Slot, FeatureValue Value)[]> _changes =
        Among(_slots).SelectMany(slot => Value(slot), (slot, value) => (slot, value)).Array[0, 5];

    private static readonly Gen<RuleExample> _borrower = Gen.Select(_changes, _changes, (own, other) =>
        _sound with
        {
            Features = Changed(_sound.Features, own),
            Exposures = new Dictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>>
            {
                [ExposureId.Parse("L-2")] = Changed(
                    _sound.Features, [.. other.Where(pair => IsOfExposure(pair.Slot))])
                    .Where(pair => IsOfExposure(_rules.Layout.Find(pair.Key)!)).ToDictionary(),
            },
        });

    [Fact]
    public void Classify_OneValueTakenAway_NeverGivesAnotherCompleteAnswer() =>
        Gen.Select(_borrower, Among(_slots), Gen.Bool).Sample((whole, slot, usesDrafts) => IsSafe(
            whole, whole with { Features = whole.Features.Where(pair => pair.Key != slot.Name).ToDictionary() },
            usesDrafts), iter: 3_000);

    [Fact]
    public void Classify_OneViewStale_NeverGivesAnotherCompleteAnswer() =>
        Gen.Select(_borrower, Among(_views), Gen.Bool).Sample((whole, view, usesDrafts) => IsSafe(
            whole, whole with { Stale = new HashSet<string> { view } }, usesDrafts), iter: 1_000);

    [Fact]
    public void Classify_OneValueOfTheOtherLoanTakenAway_NeverGivesAnotherCompleteAnswer() =>
        Gen.Select(_borrower, Among([.. _slots.Where(IsOfExposure)]), Gen.Bool).Sample((whole, slot, usesDrafts) =>
            IsSafe(whole, whole with
            {
                Exposures = whole.Exposures.ToDictionary(pair => pair.Key,
                    IReadOnlyDictionary<string, FeatureValue> (pair) =>
                        pair.Value.Where(value => value.Key != slot.Name).ToDictionary()),
            }, usesDrafts), iter: 2_000);

    [Fact]
    public void Classify_CompleteAnswers_AreCommonAndOfEveryCategory()
    {
        var seen = new HashSet<string>();

        // Fixed, so that it is no matter of luck which are seen.
        _borrower.Sample(borrower => { seen.Add(Classify(borrower, true).Text); }, iter: 3_000, threads: 1,
            seed: "0N0XIzNsQ0O2");

        Assert.Superset(new HashSet<string> { "normal", "special_mention", "substandard", "doubtful", "loss" }, seen);
    }

    private static bool IsSafe(RuleExample whole, RuleExample lacking, bool usesDrafts)
    {
        var (known, less) = (Classify(whole, usesDrafts), Classify(lacking, usesDrafts));
        return IsSafe(known.Category, known.IsComplete, less.Category, less.IsComplete)
            && IsSafe(known.Stage!, less.Stage!) && IsSafe(known.Renewal!, less.Renewal!);
    }

    private static bool IsSafe(TableAnswer known, TableAnswer less) =>
        IsSafe(known.Result, known.IsComplete, less.Result, less.IsComplete);

    // More than that it is no better: what is complete without a value is complete with it, and the same.
    private static bool IsSafe(TableResult? known, bool isKnown, TableResult? less, bool isLess) =>
        !isLess || (isKnown && less == known);

    private static ExposureClassification Classify(RuleExample example, bool usesDrafts)
    {
        var (exposures, borrower) = example.Read(_rules.Layout);
        return ExposureClassifier.Classify(_rules, exposures, borrower, new ClassificationRequest
        {
            Exposures = [RuleExample.OwnExposure],
            UsesDrafts = usesDrafts,
            WithRenewal = true,
        }).Exposures[0];
    }

    private static bool IsOfExposure(InputSlot slot) =>
        _rules.Catalogue.FindView(slot.Feature!.View) is { IsPerExposure: true };

    private static Dictionary<string, FeatureValue> Changed(
        IReadOnlyDictionary<string, FeatureValue> values, (InputSlot Slot, FeatureValue Value)[] changes)
    {
        var changed = values.ToDictionary();
        foreach (var (slot, value) in changes) changed[slot.Name] = value;
        return changed;
    }

    private static Gen<T> Among<T>(T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static Gen<FeatureValue> Value(InputSlot slot)
    {
        var feature = slot.Feature!;
        return feature.Type switch
        {
            FeatureType.Flag => Gen.Bool.Select(FeatureValue.OfFlag),
            FeatureType.Text => Among(slot.Order!.Members.ToArray()).Select(FeatureValue.OfText),
            FeatureType.Date => Gen.Int[-500, 700].Select(day =>
                FeatureValue.OfDate(new DateOnly(2026, 6, 30).AddDays(day))),
            FeatureType.Integer => Gen.OneOf(Gen.Long[0, 10], Gen.Long[0, 400]).Select(FeatureValue.OfInteger),
            _ when feature.Unit == "fraction" => Gen.Double[0, 1].Select(FeatureValue.OfNumber),
            _ => Gen.Double[0, 1_000_000].Select(FeatureValue.OfNumber),
        };
    }
}
