using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Xunit;

namespace Tocsin.Core.Tests.Parties;

public class BorrowerLinksTests
{
    private static readonly Link _guarantor = new(
        LinkKind.Guarantor, BorrowerId.Parse("g:1.a"), new DateOnly(2026, 1, 31), new DateOnly(2027, 1, 30));

    private static readonly Link _owner = new(LinkKind.Owner, BorrowerId.Parse("o-1"));

    [Fact]
    public void Of_WhatWasPut_IsTheSameInOrder()
    {
        var put = new BorrowerLinks(SmallRules.Noon, [_guarantor, _owner]).ToUpdate();

        var read = BorrowerLinks.Of(Stored(put));

        Assert.Equal(SmallRules.Noon, read!.ObservedAt);
        Assert.Equal([_owner, _guarantor], read.All);
    }

    [Fact]
    public void Of_NoneHold_IsKnownToHaveNone() =>
        Assert.Empty(BorrowerLinks.Of(Stored(new BorrowerLinks(SmallRules.Noon, []).ToUpdate()))!.All);

    [Fact]
    public void Of_NeverPut_IsNotKnown()
    {
        Assert.Null(BorrowerLinks.Of(null));
        Assert.Null(BorrowerLinks.Of(SmallRules.Stored("firm", SmallRules.Noon, 1)));
    }

    [Fact]
    public void Of_WhatCannotBeRead_IsLeftOut() => Assert.Equal(
        [_owner],
        BorrowerLinks.Of(SmallRules.Stored(
            "links", SmallRules.Noon, 1, ("owner:o-1", "/"), ("friend:f-1", "/"), ("owner:", "/"), ("owner:o 2", "/"),
            ("owner:o-3", "always")))!.All);

    [Theory]
    [InlineData("2026-01-30", false)]
    [InlineData("2026-01-31", true)]
    [InlineData("2027-01-30", true)]
    [InlineData("2027-01-31", false)]
    public void Holds_Day_IsFromTheFirstToTheLast(string day, bool holds)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd");

        Assert.Equal(holds, _guarantor.Holds(date));
        Assert.True(_owner.Holds(date));
    }

    private static StoredProfile Stored(FeatureViewUpdate put) => SmallRules.Stored(
        put.View, put.ObservedAt, 1, [.. put.Values.Select(pair => (pair.Key, pair.Value.ToCanonicalText()))]);
}
