using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

/// <summary>A copy of what was laid out once is what reading anew gives, as long as it says that it holds.</summary>
public sealed class LaidOutFeaturesTests
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly InputLayout _layout = new(new FeatureCatalogue("Asia/Shanghai",
    [
        new FeatureView
        {
            Name = "tax",
            StaleAfter = TimeSpan.FromHours(30),
            AcceptsRequest = true,
            Features =
            [
                new FeatureDefinition { View = "tax", Name = "amount", Type = FeatureType.Number },
                new FeatureDefinition { View = "tax", Name = "count", Type = FeatureType.Integer },
                new FeatureDefinition { View = "tax", Name = "branch", Type = FeatureType.Text, IsLabel = true },
                new FeatureDefinition { View = "tax", Name = "grade", Type = FeatureType.Text },
                new FeatureDefinition
                {
                    View = "tax", Name = "grade_previous", Type = FeatureType.Text, PreviousOf = "grade",
                },
            ],
        },
        new FeatureView
        {
            Name = "bureau",
            AcceptsRequest = true,
            Features =
            [
                new FeatureDefinition { View = "bureau", Name = "listed", Type = FeatureType.Flag },
                new FeatureDefinition { View = "bureau", Name = "since", Type = FeatureType.Date },
            ],
        },
    ]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_AnyMomentAtWhichItHolds_IsWhatIsReadAnew(int seed)
    {
        var random = new Random(seed);
        var (held, ended) = (0, 0);
        for (var round = 0; round < 2_000; round++)
        {
            var stored = random.Next(8) == 0 ? null : Stored(random);
            var laid = LaidOutFeatures.Of(_layout, stored, _noon);
            var asOf = _noon + TimeSpan.FromMinutes(random.Next(-3, 60 * 40)) + TimeSpan.FromTicks(random.Next(2));
            if (laid.Holds(_layout, asOf)) held++;
            else ended++;
            if (!laid.Holds(_layout, asOf)) continue;
            var carried = Carried(random, asOf);

            AssertSame(BorrowerProfileReader.Read(_layout, stored, carried, asOf), laid.With(carried, asOf));
        }

        Assert.InRange(held, 100, 2_000);
        Assert.InRange(ended, 100, 2_000);
    }

    [Theory]
    // A day old at 9 o'clock the next day, stale 30 hours after it was observed; midnight in Shanghai is 16:00 UTC.
    [InlineData("2026-03-01T09:00:00Z", "2026-03-01T16:00:00Z")]
    [InlineData("2026-02-28T15:30:00Z", "2026-03-01T15:30:00Z")]
    [InlineData("2026-02-28T07:00:00Z", "2026-03-01T13:00:00.0000001Z")]
    public void Holds_TheFirstMomentThatChangesSomething_EndsIt(string observedAt, string until)
    {
        var stored = Stored(DateTimeOffset.Parse(observedAt, null), ("amount", "1"));
        var end = DateTimeOffset.Parse(until, null);
        var laid = LaidOutFeatures.Of(_layout, stored, _noon);

        Assert.True(laid.Holds(_layout, _noon));
        Assert.True(laid.Holds(_layout, end.AddTicks(-1)));
        Assert.False(laid.Holds(_layout, end));
        Assert.False(laid.Holds(_layout, _noon.AddTicks(-1)));
    }

    [Fact]
    public void Holds_AnotherLayout_DoesNot()
    {
        var laid = LaidOutFeatures.Of(_layout, null, _noon);

        Assert.False(laid.Holds(new InputLayout(_layout.Catalogue), _noon));
    }

    [Fact]
    public void Holds_ViewOfAnExposureGoesStale_EndsIt()
    {
        // The loan's values are stale after ten days.
        var stored = SmallExposures.Stored(("loan[L-1]", 10, [("balance", "5")]));
        var laid = LaidOutFeatures.Of(SmallExposures.Layout, stored, SmallRules.Noon);

        Assert.Equal("5", SmallExposures.Value(laid.With([], SmallRules.Noon), "all.balance"));
        Assert.False(laid.Holds(SmallExposures.Layout, SmallRules.Noon.AddTicks(1)));
    }

    [Fact]
    public void With_Twice_AreApart()
    {
        var laid = LaidOutFeatures.Of(_layout, Stored(_noon, ("amount", "1")), _noon);
        var first = laid.With([], _noon);

        first.Set("tax.amount", FeatureValue.OfNumber(2));

        Assert.Equal(FeatureValue.OfNumber(1), laid.With([], _noon).ValueOf(_layout.Find("tax.amount")!));
    }

    private static void AssertSame(BorrowerProfile expected, BorrowerProfile actual)
    {
        Assert.Equal(expected.AsOf, actual.AsOf);
        foreach (var slot in _layout.Slots)
        {
            Assert.Equal(
                (slot.Name, expected.ValueOf(slot), expected.IsStale(slot.Index), expected.ObservedAt(slot.Index)),
                (slot.Name, actual.ValueOf(slot), actual.IsStale(slot.Index), actual.ObservedAt(slot.Index)));
            Assert.Equal(expected.StaleFrom(slot), actual.StaleFrom(slot));
        }
    }

    private static StoredProfile Stored(Random random)
    {
        var views = new Dictionary<string, StoredView>();
        foreach (var view in _layout.Catalogue.Views.Where(_ => random.Next(4) > 0))
        {
            var values = view.Features.Where(_ => random.Next(3) > 0)
                .ToDictionary(feature => feature.Name, feature => Text(feature.Type, random));
            views[view.Name] = new StoredView(_noon - TimeSpan.FromMinutes(random.Next(-5, 60 * 72)), values);
        }

        return new StoredProfile(BorrowerId.Parse("b"), 1, views);
    }

    private static StoredProfile Stored(DateTimeOffset observedAt, params (string Name, string Text)[] values) => new(
        BorrowerId.Parse("b"), 1, new Dictionary<string, StoredView>
        {
            ["tax"] = new(observedAt, values.ToDictionary(pair => pair.Name, pair => pair.Text)),
        });

    private static List<FeatureViewUpdate> Carried(Random random, DateTimeOffset asOf)
    {
        var carried = new List<FeatureViewUpdate>();
        foreach (var view in _layout.Catalogue.Views.Where(_ => random.Next(2) == 0))
        {
            var values = new Dictionary<string, FeatureValue>();
            foreach (var feature in view.Features.Where(feature => feature.PreviousOf.Length == 0))
            {
                var text = Text(feature.Type, random);
                if (random.Next(3) > 0 && FeatureValue.TryParse(feature.Type, text, out var value))
                    values[feature.Name] = value;
            }

            carried.Add(new FeatureViewUpdate(view.Name, asOf - TimeSpan.FromMinutes(random.Next(60 * 40)), values));
        }

        return carried;
    }

    // Now and then a text that its type cannot be read from.
    private static string Text(FeatureType type, Random random) => type switch
    {
        _ when random.Next(10) == 0 => "?",
        FeatureType.Flag => random.Next(2) == 0 ? "true" : "false",
        FeatureType.Date => $"2025-0{random.Next(1, 10)}-11",
        FeatureType.Text => "ABC"[random.Next(3)].ToString(),
        _ => random.Next(100).ToString(null, null),
    };
}
