using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Core.Features.FeatureViewOutcome;

namespace Tocsin.Conformance;

/// <summary>What every feature store does with updates.</summary>
public abstract partial class FeatureStoreContract : StoreContract
{
    [Fact]
    public async Task ReadAsync_UnknownBorrower_AnswersNull()
    {
        var store = await OpenStoreAsync();

        Assert.Null(await store.Features.ReadAsync(Wang, Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_NewBorrower_KeepsEveryTypeAsCanonicalText()
    {
        var store = await OpenStoreAsync();
        var view = View(
            "tax", Morning,
            ("revenue_12m_cny", FeatureValue.OfNumber(1234567.5)), ("late_count", FeatureValue.OfInteger(-3)),
            ("registered", FeatureValue.OfFlag(true)), ("grade", FeatureValue.OfText("Ｂ")),
            ("founded", FeatureValue.OfDate(new DateOnly(2019, 2, 28))));

        var result = await ApplyAsync(store.Features, new FeatureUpdate(Wang, [view]));

        AssertResult(result, 1, Applied);
        Assert.Equal((true, false), (result.Changed, result.Refused));
        var profile = await ReadAsync(store.Features, Wang);
        Assert.Equal((Wang, 1), (profile.Borrower, profile.Revision));
        var (name, stored) = Assert.Single(profile.Views);
        Assert.Equal(("tax", Morning), (name, stored.ObservedAt));
        Assert.Equal(
            [
                ("founded", "2019-02-28"), ("grade", "B"), ("late_count", "-3"), ("registered", "true"),
                ("revenue_12m_cny", "1234567.5"),
            ],
            stored.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task ApplyAsync_NewerView_ReplacesItWhole()
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 100));
        var newer = View("bureau", Morning + Microsecond, ("query_count", FeatureValue.OfInteger(2)));

        var result = await ApplyAsync(store.Features, new FeatureUpdate(Wang, [newer]));

        AssertResult(result, 2, Applied);
        var stored = (await ReadAsync(store.Features, Wang)).Views["bureau"];
        Assert.Equal(Morning + Microsecond, stored.ObservedAt);
        Assert.Equal([KeyValuePair.Create("query_count", "2")], stored.Values);
    }

    [Fact]
    public async Task ApplyAsync_AnotherView_LeavesTheFirst()
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 100));

        await ApplyAsync(store.Features, new FeatureUpdate(Wang, [View("tax", Morning.AddDays(-9))]));

        var profile = await ReadAsync(store.Features, Wang);
        Assert.Equal(2, profile.Revision);
        Assert.Equal("100", profile.Views["bureau"].Values["debt_cny"]);
        Assert.Equal(Morning.AddDays(-9), profile.Views["tax"].ObservedAt);
        Assert.Empty(profile.Views["tax"].Values);
    }

    [Fact]
    public async Task ApplyAsync_ViewsOfExposures_AreKeptApart()
    {
        var store = await OpenStoreAsync();
        var first = View("loan", Morning, ("balance", FeatureValue.OfNumber(5)), ("rate", FeatureValue.OfNumber(0.04)))
            with
        { Exposure = ExposureId.Parse("2026.01:L-1") };
        var second = View("loan", Morning, ("balance", FeatureValue.OfNumber(7)))
            with
        { Exposure = ExposureId.Parse("L.2") };
        await ApplyAsync(store.Features, new FeatureUpdate(Wang, [first, second, View("loan", Morning)]));

        var newer = first with
        {
            ObservedAt = Morning + Microsecond,
            Values = new Dictionary<string, FeatureValue> { ["balance"] = FeatureValue.OfNumber(4) },
        };
        await ApplyAsync(store.Features, new FeatureUpdate(Wang, [newer]));

        var views = (await ReadAsync(store.Features, Wang)).Views;
        Assert.Equal(["loan", "loan[2026.01:L-1]", "loan[L.2]"], views.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([KeyValuePair.Create("balance", "4")], views["loan[2026.01:L-1]"].Values);
        Assert.Equal([KeyValuePair.Create("balance", "7")], views["loan[L.2]"].Values);
        Assert.Empty(views["loan"].Values);
    }

    [Fact]
    public async Task ApplyAsync_ValueThatIsKept_StandsBesideTheOneThatFollows()
    {
        var store = await OpenStoreAsync();
        var day = 0;

        Assert.Equal((null, null), await GradeAsync(null));
        Assert.Equal(("B", null), await GradeAsync("B"));
        Assert.Equal(("C", "B"), await GradeAsync("C"));
        Assert.Equal(("C", "B"), await GradeAsync("C"));
        Assert.Equal((null, "C"), await GradeAsync(null));
        Assert.Equal(("A", "C"), await GradeAsync("A"));
        // A correction replaces what never held.
        Assert.Equal(("D", "C"), await GradeAsync("D", isCorrection: true));
        Assert.Equal(("M", "D"), await GradeAsync("M"));

        async Task<(string? Now, string? Before)> GradeAsync(string? grade, bool isCorrection = false)
        {
            if (!isCorrection) day++;
            var values = grade is null ? [] : new[] { ("grade", FeatureValue.OfText(grade)) };
            var view = View("tax", Morning.AddDays(day), values) with { KeepsPrevious = ["grade"] };
            await ApplyAsync(store.Features, new FeatureUpdate(Wang, [view], isCorrection));
            var stored = (await ReadAsync(store.Features, Wang)).Views["tax"].Values;
            return (stored.GetValueOrDefault("grade"), stored.GetValueOrDefault("grade_previous"));
        }
    }

    [Fact]
    public async Task ApplyAsync_RepeatOfAValueThatIsKept_IsARepeat()
    {
        var store = await OpenStoreAsync();
        var view = View("tax", Morning, ("grade", FeatureValue.OfText("B"))) with { KeepsPrevious = ["grade"] };
        var next = View("tax", Morning.AddDays(1), ("grade", FeatureValue.OfText("C")))
            with
        { KeepsPrevious = ["grade"] };
        await ApplyAsync(store.Features, new FeatureUpdate(Wang, [view]));
        await ApplyAsync(store.Features, new FeatureUpdate(Wang, [next]));

        AssertResult(await ApplyAsync(store.Features, new FeatureUpdate(Wang, [next])), 2, Repeated);

        Assert.Equal("B", (await ReadAsync(store.Features, Wang)).Views["tax"].Values["grade_previous"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ApplyAsync_OlderView_IsIgnoredEvenAsCorrection(bool correction)
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 100));

        var result = await ApplyAsync(
            store.Features, Debt(Wang, 50, Morning - Microsecond) with { Correction = correction });

        AssertResult(result, 1, IgnoredOlder);
        Assert.False(result.Changed);
        Assert.Equal("100", await ReadDebtAsync(store.Features, Wang));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ApplyAsync_SameTimeAndContent_IsARepeatEvenAsCorrection(bool correction)
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 100));

        var result = await ApplyAsync(store.Features, Debt(Wang, 100) with { Correction = correction });

        AssertResult(result, 1, Repeated);
        Assert.Equal((false, false), (result.Changed, result.Refused));
    }

    [Fact]
    public async Task ApplyAsync_OneViewConflicts_AppliesNothingAndTellsWhatTheOthersWouldHaveBeen()
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, new FeatureUpdate(Wang, [
            View("bureau", Morning, ("debt_cny", FeatureValue.OfNumber(100))), View("tax", Morning),
            View("court", Morning)]));

        var result = await ApplyAsync(store.Features, new FeatureUpdate(Wang, [
            View("tax", Morning.AddDays(1)), View("bureau", Morning, ("debt_cny", FeatureValue.OfNumber(101))),
            View("court", Morning), View("sales", Morning)]));

        AssertResult(result, 1, Applied, Conflict, Repeated, Applied);
        Assert.Equal((false, true), (result.Changed, result.Refused));
        var profile = await ReadAsync(store.Features, Wang);
        Assert.Equal(1, profile.Revision);
        Assert.Equal(["bureau", "court", "tax"], profile.Views.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Morning, profile.Views["tax"].ObservedAt);
        Assert.Equal("100", profile.Views["bureau"].Values["debt_cny"]);
    }

    [Fact]
    public async Task ApplyAsync_CorrectionAtTheSameTime_Replaces()
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 100));

        var result = await ApplyAsync(store.Features, Debt(Wang, 101) with { Correction = true });

        AssertResult(result, 2, Applied);
        Assert.Equal("101", await ReadDebtAsync(store.Features, Wang));
    }

    [Fact]
    public async Task ApplyAsync_TimesDifferBelowAMicrosecond_AreTheSameTime()
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 100, Morning.AddTicks(3)));

        var repeat = await ApplyAsync(store.Features, Debt(Wang, 100, Morning.AddTicks(9)));
        var conflict = await ApplyAsync(store.Features, Debt(Wang, 101, Morning.AddTicks(9)));

        AssertResult(repeat, 1, Repeated);
        AssertResult(conflict, 1, Conflict);
        Assert.Equal(Morning, (await ReadAsync(store.Features, Wang)).Views["bureau"].ObservedAt);
    }

    [Fact]
    public async Task ApplyAsync_ObservedInAnotherZone_IsKeptInUtc()
    {
        var store = await OpenStoreAsync();
        var shanghai = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

        await ApplyAsync(store.Features, Debt(Wang, 100, shanghai));

        var observed = (await ReadAsync(store.Features, Wang)).Views["bureau"].ObservedAt;
        Assert.Equal((Morning, TimeSpan.Zero), (observed, observed.Offset));
        Assert.Equal([Repeated], (await ApplyAsync(store.Features, Debt(Wang, 100))).Views);
    }

    [Fact]
    public async Task ApplyAsync_ObservedBefore1970_IsOrderedLikeAnyTime()
    {
        var store = await OpenStoreAsync();
        var moon = new DateTimeOffset(1969, 7, 20, 20, 17, 40, TimeSpan.Zero).AddTicks(-1);
        await ApplyAsync(store.Features, Debt(Wang, 100, moon));

        Assert.Equal([IgnoredOlder], (await ApplyAsync(store.Features, Debt(Wang, 99, moon.AddDays(-1)))).Views);
        Assert.Equal([Applied], (await ApplyAsync(store.Features, Debt(Wang, 101, moon.AddTicks(1)))).Views);
    }

    [Fact]
    public async Task ApplyAsync_ChineseTextAndOddNames_RoundTrip()
    {
        var store = await OpenStoreAsync();
        const string text = "杭州某某餐饮店 \"老王\" \\ 'x'\n🏠\u0001";
        var update = new FeatureUpdate(Odd, [
            View("input1", Morning, ("a.b:c", FeatureValue.OfText(text)), ("none", FeatureValue.OfText("")))]);

        await ApplyAsync(store.Features, update);

        var stored = (await ReadAsync(store.Features, Odd)).Views["input1"].Values;
        Assert.Equal((2, text, ""), (stored.Count, stored["a.b:c"], stored["none"]));
        Assert.Equal([Repeated], (await ApplyAsync(store.Features, update)).Views);
    }

    [Fact]
    public async Task CountAsync_Partition_CountsWhoHasFeaturesThere()
    {
        var store = await OpenStoreAsync();
        foreach (var borrower in InPartition(2, Partitions, 3)) await ApplyAsync(store.Features, Debt(borrower, 1));
        await ApplyAsync(store.Features, Debt(InPartition(2, Partitions, 1)[0], 2, Morning.AddDays(1)));

        Assert.Equal(3, await store.Features.CountAsync(2, Cancellation));
        Assert.Equal(0, await store.Features.CountAsync(1, Cancellation));
    }

    private static void AssertResult(FeatureUpdateResult result, long revision, params FeatureViewOutcome[] views)
    {
        Assert.Equal(revision, result.Revision);
        Assert.Equal(views, result.Views);
    }

    private static async Task<FeatureUpdateResult> ApplyAsync(IFeatureStore store, FeatureUpdate update) =>
        Assert.Single(await store.ApplyAsync([update], Cancellation));

    private static async Task<StoredProfile> ReadAsync(IFeatureStore store, BorrowerId borrower)
    {
        var profile = await store.ReadAsync(borrower, Cancellation);
        Assert.NotNull(profile);
        return profile;
    }

    private static async Task<string> ReadDebtAsync(IFeatureStore store, BorrowerId borrower) =>
        (await ReadAsync(store, borrower)).Views["bureau"].Values["debt_cny"];
}
