using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Warnings.WarningLevel;

namespace Tocsin.Core.Tests.Parties;

public class ConnectedViewTests
{
    private static readonly RuleSet _rules = SmallRules.Read(("features.json", """
        {"time_zone":"Asia/Shanghai","views":[
          {"name":"firm","accept_from":["feed"],"stale":"20d","features":[
            {"name":"owed_cny","type":"number","unit":"CNY"}]},
          {"name":"connected","accept_from":["server"],"refresh":"1d","stale":"3d",
            "group_exposure_of":"firm.owed_cny","features":[
            {"name":"owner_level","type":"text","order":["none","blue","yellow","orange","red"]},
            {"name":"known_guarantor_level","type":"text","order":["none","blue","yellow","orange","red"]},
            {"name":"worst_guarantor_level","type":"text","order":["none","blue","yellow","orange","red"]},
            {"name":"worst_group_level","type":"text","order":["none","blue","yellow","orange","red"]},
            {"name":"group_exposure_cny","type":"number","unit":"CNY"}]}]}
        """));

    // Null stands for a party that was never reviewed: it may be worse than all that are known, but not than red.
    public static TheoryData<WarningLevel?[], string?, string?> Levels => new()
    {
        { [], "none", "none" },
        { [None], "none", "none" },
        { [Yellow, Red, None], "red", "red" },
        { [null], null, null },
        { [null, None], null, "none" },
        { [null, Blue], null, "blue" },
        { [Orange, null], null, "orange" },
        { [Red, null], "red", "red" },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void Of_Guarantors_ComeToTheWorstOfThem(WarningLevel?[] levels, string? worst, string? known)
    {
        var links = levels.Select((_, i) => new Link(LinkKind.Guarantor, Party(i))).ToList();
        var standings = levels.Select((level, i) => (Party(i), new PartyStanding(level, null))).ToDictionary();

        var values = ConnectedView.Of(_rules, links, standings, 0);

        Assert.Equal(worst, values.TryGetValue("worst_guarantor_level", out var value) ? value.AsText : null);
        Assert.Equal(known, values.TryGetValue("known_guarantor_level", out value) ? value.AsText : null);
        Assert.Equal(("none", "none"), (values["owner_level"].AsText, values["worst_group_level"].AsText));
    }

    [Fact]
    public void Of_Spouse_StandsWhereAnOwnerDoes()
    {
        var values = ConnectedView.Of(
            _rules, [new Link(LinkKind.Owner, Party(0)), new Link(LinkKind.Spouse, Party(1))],
            new Dictionary<BorrowerId, PartyStanding>
            {
                [Party(0)] = new(Yellow, null),
                [Party(1)] = new(Orange, null),
            },
            null);

        Assert.Equal("orange", values["owner_level"].AsText);
    }

    [Theory]
    [InlineData(100.0, 50.0, 150.0)]
    [InlineData(100.0, null, null)]
    [InlineData(null, 50.0, null)]
    public void Of_Group_OwesTheSumOnlyWhereAllIsKnown(double? own, double? other, double? together)
    {
        var values = ConnectedView.Of(
            _rules, [new Link(LinkKind.Group, Party(0))],
            new Dictionary<BorrowerId, PartyStanding> { [Party(0)] = new(None, other) }, own);

        Assert.Equal(
            together, values.TryGetValue("group_exposure_cny", out var value) ? value.AsNumber : default(double?));
    }

    [Fact]
    public void DueAt_WithoutLinks_IsNever()
    {
        Assert.Null(ConnectedView.DueAt(_rules.Catalogue, null));
        Assert.Null(ConnectedView.DueAt(_rules.Catalogue, Stored()));
    }

    [Fact]
    public void DueAt_LinksWithoutTheView_IsAtOnce() =>
        Assert.Equal(SmallRules.Noon, ConnectedView.DueAt(_rules.Catalogue, Stored(Links())));

    [Fact]
    public void DueAt_Written_IsAfterItsRefresh() => Assert.Equal(
        SmallRules.Noon.AddDays(1).AddHours(1),
        ConnectedView.DueAt(
            _rules.Catalogue, Stored(Links(), Written(ConnectedView.Digest(_rules.Catalogue, _links)))));

    // A link that begins on 1 July counts from the first moment of that day in Shanghai on.
    [Fact]
    public void DueAt_LinkBeginsBeforeTheRefresh_IsAtItsFirstMoment()
    {
        var links = new BorrowerLinks(
            SmallRules.Noon, [new Link(LinkKind.Owner, Party(0), From: new DateOnly(2026, 7, 1))]);

        var dueAt = ConnectedView.DueAt(
            _rules.Catalogue, Stored(Links(links), Written(ConnectedView.Digest(_rules.Catalogue, links))));

        Assert.Equal(new DateTimeOffset(2026, 6, 30, 16, 0, 0, TimeSpan.Zero), dueAt);
    }

    [Fact]
    public void DueAt_WrittenOfOtherLinks_IsAtOnce() => Assert.Equal(
        SmallRules.Noon, ConnectedView.DueAt(_rules.Catalogue, Stored(Links(), Written("other"))));

    private static readonly BorrowerLinks _links = new(SmallRules.Noon, [new Link(LinkKind.Owner, Party(0))]);

    private static BorrowerId Party(int number) => BorrowerId.Parse($"p-{number}");

    private static (string, StoredView) Links() => Links(_links);

    private static (string, StoredView) Links(BorrowerLinks links) => (
        BorrowerLinks.View,
        new StoredView(SmallRules.Noon, links.ToUpdate().Values.ToDictionary(
            pair => pair.Key, pair => pair.Value.ToCanonicalText())));

    private static (string, StoredView) Written(string digest) => (
        ServerViews.Connected,
        new StoredView(
            SmallRules.Noon.AddHours(1), new Dictionary<string, string> { [ConnectedView.MadeOf] = digest }));

    private static StoredProfile Stored(params (string Name, StoredView View)[] views) =>
        new(Borrower, 1, views.ToDictionary(view => view.Name, view => view.View));

    private static BorrowerId Borrower => BorrowerId.Parse("b1");
}
