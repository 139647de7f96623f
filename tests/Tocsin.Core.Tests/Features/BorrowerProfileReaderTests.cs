using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class BorrowerProfileReaderTests
{
    private static readonly DateTimeOffset _asOf = new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero);

    private static readonly InputLayout _layout = new(new FeatureCatalogue("Asia/Shanghai",
    [
        new FeatureView
        {
            Name = "tax",
            StaleAfter = TimeSpan.FromDays(2),
            AcceptsRequest = true,
            Features =
            [
                new FeatureDefinition { View = "tax", Name = "amount", Type = FeatureType.Number },
                new FeatureDefinition { View = "tax", Name = "count", Type = FeatureType.Integer },
                new FeatureDefinition { View = "tax", Name = "branch", Type = FeatureType.Text, IsLabel = true },
            ],
        },
        new FeatureView
        {
            Name = "bureau",
            Features = [new FeatureDefinition { View = "bureau", Name = "score", Type = FeatureType.Integer }],
        },
    ]));

    [Fact]
    public void Read_NothingStored_HasOnlyTheDate()
    {
        var profile = BorrowerProfileReader.Read(_layout, null, [], _asOf);

        var present = Assert.Single(_layout.Slots, slot => profile.IsPresent(slot.Index));
        // In Shanghai it is already the next day.
        Assert.Equal(FeatureValue.OfDate(new DateOnly(2026, 3, 2)), profile.ValueOf(present));
    }

    [Fact]
    public void Read_CarriedView_TakesThePlaceOfTheStoredOneWholeButForLabels()
    {
        var stored = Stored(_asOf.AddHours(-1), ("amount", "1"), ("count", "2"), ("branch", "HZ"));
        var carried = new FeatureViewUpdate("tax", _asOf, new Dictionary<string, FeatureValue>
        {
            ["amount"] = FeatureValue.OfNumber(9),
            ["branch"] = FeatureValue.OfText("SH"),
        });
        var profile = BorrowerProfileReader.Read(_layout, stored, [carried], _asOf);

        Assert.Equal(FeatureValue.OfNumber(9), Value(profile, "tax.amount"));
        Assert.Null(Value(profile, "tax.count"));
        Assert.Equal(FeatureValue.OfText("HZ"), Value(profile, "tax.branch"));
        Assert.Equal("HZ", BorrowerProfileReader.ReadLabels(_layout.Catalogue, stored)["tax.branch"]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_AgeAtTheLimit_IsFreshAndOverItStale(int ticksOver, bool isFresh)
    {
        var observedAt = _asOf.AddDays(-2).AddTicks(-ticksOver);
        var profile = BorrowerProfileReader.Read(_layout, Stored(observedAt, ("amount", "1")), [], _asOf);
        var slot = _layout.Find("tax.amount")!;

        Assert.Equal(isFresh, profile.IsPresent(slot.Index));
        Assert.Equal(!isFresh, profile.IsStale(slot.Index));
        Assert.Equal(observedAt, profile.ObservedAt(slot.Index));
        Assert.False(profile.IsStale(_layout.Find("tax.count")!.Index));
    }

    [Fact]
    public void Read_StoredTextOfAnotherType_IsMissing()
    {
        var stored = Stored(_asOf, ("amount", "many"), ("count", "1.5"));
        var profile = BorrowerProfileReader.Read(_layout, stored, [], _asOf);

        Assert.Null(Value(profile, "tax.amount"));
        Assert.Null(Value(profile, "tax.count"));
        Assert.False(profile.IsStale(_layout.Find("tax.amount")!.Index));
    }

    [Theory]
    [InlineData("A", "B", "B")]
    [InlineData("B", "B", "A")]
    [InlineData(null, "B", "B")]
    [InlineData("A", null, "A")]
    public void Read_CarriedValue_HasTheStoredOneBeforeIt(string? carried, string? stored, string before)
    {
        var grade = new FeatureDefinition { View = "tax", Name = "grade", Type = FeatureType.Text };
        var previous = grade with { Name = "grade_previous", PreviousOf = "grade" };
        var layout = new InputLayout(new FeatureCatalogue("Asia/Shanghai",
            [new FeatureView { Name = "tax", Features = [grade, previous] }]));
        Dictionary<string, FeatureValue> sent = [];
        if (carried is not null) sent["grade"] = FeatureValue.OfText(carried);
        List<(string, string)> kept = [("grade_previous", "A")];
        if (stored is not null) kept.Add(("grade", stored));

        var profile = BorrowerProfileReader.Read(
            layout, Stored(_asOf, [.. kept]), [new FeatureViewUpdate("tax", _asOf, sent)], _asOf);

        Assert.Equal(FeatureValue.OfText(before), profile.ValueOf(layout.Find("tax.grade_previous")!));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-23, 0)]
    [InlineData(-24, 1)]
    [InlineData(-240, 10)]
    [InlineData(1, 0)]
    public void Read_Age_IsInWholeDaysAndKnownThoughStale(int hours, int days)
    {
        var profile = BorrowerProfileReader.Read(_layout, Stored(_asOf.AddHours(hours)), [], _asOf);

        Assert.Equal(FeatureValue.OfInteger(days), Value(profile, "data.tax_age_days"));
        Assert.Null(Value(profile, "data.bureau_age_days"));
    }

    private static FeatureValue? Value(BorrowerProfile profile, string name) =>
        profile.ValueOf(_layout.Find(name)!);

    private static StoredProfile Stored(DateTimeOffset observedAt, params (string Name, string Text)[] values) => new(
        BorrowerId.Parse("b"), 1, new Dictionary<string, StoredView>
        {
            ["tax"] = new(observedAt, values.ToDictionary(pair => pair.Name, pair => pair.Text)),
        });
}
