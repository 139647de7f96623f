using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Core.Tests.Features.SmallExposures;

namespace Tocsin.Core.Tests.Features;

public class BorrowerExposuresTests
{
    private static readonly string[] _aggregates =
        ["all.count", "all.secured", "all.balance", "all.late", "all.matures", "all.any"];

    [Fact]
    public void Read_TwoExposures_AreComputedTogetherAndKeptApart()
    {
        var stored = Stored(
            ("loan[L-1]", 1, [("balance", "40"), ("late", "3"), ("secured", "false"), ("matures", "2026-09-01")]),
            ("loan[L-2]", 4, [("balance", "70"), ("late", "95"), ("secured", "true"), ("matures", "2027-02-28")]));

        var borrower = Read(stored);
        var exposures = BorrowerExposures.Of(Layout.Catalogue, stored, []);
        var second = BorrowerProfileReader.ReadExposure(borrower, exposures, ExposureId.Parse("L-2"));

        Assert.Equal(["L-1", "L-2"], exposures.Open.Select(exposure => exposure.Value));
        Assert.Equal(
            ["2", "1", "110", "95", "2027-02-28", "true"], _aggregates.Select(name => Value(borrower, name)));
        Assert.Null(Value(borrower, "loan.late"));
        Assert.Equal(("95", "110"), (Value(second, "loan.late"), Value(second, "all.balance")));
        // What is computed is as old as the oldest value behind it, and stale when that is.
        var slot = Layout.Find("all.balance")!;
        Assert.Equal(SmallRules.Noon.AddDays(-4), borrower.ObservedAt(slot.Index));
        Assert.Equal(SmallRules.Noon.AddDays(6).AddMicroseconds(1), borrower.StaleFrom(slot));
        Assert.Equal("4", Value(borrower, "data.all_age_days"));
    }

    [Fact]
    public void Read_NoExposureEverSent_NothingIsKnownOfThem()
    {
        var borrower = Read(Stored(("firm", 0, [("debt", "5")])));

        Assert.All(_aggregates, name => Assert.Null(Value(borrower, name)));
    }

    [Fact]
    public void Read_EveryExposureClosed_SumsAreZeroAndThereIsNoLargest()
    {
        var borrower = Read(Stored(("loan[L-1]", 0, []), ("loan[L-2]", 3, [])));

        Assert.Equal(["0", "0", "0", null, null, "false"], _aggregates.Select(name => Value(borrower, name)));
    }

    [Fact]
    public void Read_ValueOfOneExposureMissing_TheWholeIsUnknownUnlessAFlagHolds()
    {
        var borrower = Read(Stored(
            ("loan[L-1]", 0, [("secured", "true")]),
            ("loan[L-2]", 0, [("balance", "70"), ("late", "5")])));

        Assert.Equal(["2", null, null, null, null, "true"], _aggregates.Select(name => Value(borrower, name)));
        Assert.False(borrower.IsStale(Layout.Find("all.balance")!.Index));
    }

    [Fact]
    public void Read_ValueOfOneExposureStale_TheWholeIsStale()
    {
        var borrower = Read(Stored(
            ("loan[L-1]", 11, [("balance", "40"), ("late", "3"), ("secured", "false"), ("matures", "2026-09-01")]),
            ("loan[L-2]", 0, [("balance", "70"), ("late", "5"), ("secured", "false"), ("matures", "2026-09-01")])));

        Assert.Equal(["2", null, null, null, null, null], _aggregates.Select(name => Value(borrower, name)));
        Assert.All(_aggregates.Skip(1), name => Assert.True(borrower.IsStale(Layout.Find(name)!.Index), name));
        Assert.Null(borrower.StaleFrom(Layout.Find("all.balance")!));
    }

    [Fact]
    public void Of_CarriedView_TakesThePlaceOfTheStoredOne()
    {
        var stored = Stored(("loan[L-1]", 1, [("balance", "40")]));
        var carried = new FeatureViewUpdate("loan", SmallRules.Noon, new Dictionary<string, FeatureValue>
        {
            ["balance"] = FeatureValue.OfNumber(8),
        })
        { Exposure = ExposureId.Parse("L-1") };

        var borrower = BorrowerProfileReader.Read(Layout, stored, [carried], SmallRules.Noon);

        Assert.Equal(("1", "8"), (Value(borrower, "all.count"), Value(borrower, "all.balance")));
    }

    [Fact]
    public void Of_ViewThatTheCatalogueNoLongerHas_IsNoExposure()
    {
        var stored = Stored(("card[L-9]", 0, [("limit", "1")]), ("firm[L-8]", 0, [("debt", "1")]));

        Assert.Empty(BorrowerExposures.Of(Layout.Catalogue, stored, []).Open);
        Assert.Null(Value(Read(stored), "all.count"));
    }
}
