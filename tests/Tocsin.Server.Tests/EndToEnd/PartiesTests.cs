using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Borrowers that are linked: what one comes to, the others read, one hop and no further.</summary>
public sealed class PartiesTests(RedisServer redis)
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Guarantor_TurnsRed_WarnsWhomItGuaranteesAndSaysWhy(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync();
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.Frozen("g-1", frozen: false));
        await LinkAsync(clients, "b-1", Link(LinkKind.Guarantor, "g-1"));
        using var watch = await Watch.FromNowAsync(server, new WarningFilter { BorrowerIds = { "b-1" } });

        await clients.ReviewedAsync(FeatureUpdates.Frozen("g-1", frozen: true));
        var raised = await watch.ChangeAsync();
        await clients.ReviewedAsync(FeatureUpdates.Frozen("g-1", frozen: false));
        var cleared = await watch.ChangeAsync();

        Assert.Equal(
            ("con_guarantor_level", WarningLevel.Orange, WarningCauseKind.ConnectedParty, "g-1"),
            (raised.Warning.Indicator, raised.Warning.Level, raised.Cause.Kind, raised.Cause.Reference));
        Assert.Equal("connected.worst_guarantor_level", raised.Warning.Evidence[0].Feature);
        Assert.Equal("red", raised.Warning.Evidence[0].Value.Text);
        Assert.Equal((WarningChangeKind.Cleared, raised.Warning.Id), (cleared.Kind, cleared.Warning.Id));
    }

    // Each of ten guarantees for the next, all round. One turns red: the one it guarantees for is warned, and that is
    // all: what comes from connected parties is told to nobody.
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Ring_OfTenGuarantors_SettlesInOnePass(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync("Warnings:CheckpointMs=100");
        var clients = new Clients(server);
        var ring = Enumerable.Range(0, 10).Select(number => $"r-{number}").ToList();
        foreach (var borrower in ring) await clients.ReviewedAsync(FeatureUpdates.Frozen(borrower, frozen: false));
        for (var i = 0; i < ring.Count; i++)
            await LinkAsync(clients, ring[i], Link(LinkKind.Guarantor, ring[(i + 9) % 10]));
        using var watch = await Watch.FromNowAsync(server);

        await clients.ReviewedAsync(FeatureUpdates.Frozen("r-0", frozen: true));
        var changes = new List<WarningChange> { await watch.ChangeAsync(), await watch.ChangeAsync() };
        await clients.AllReviewedAsync(ring);
        using var now = await Watch.FromNowAsync(server);
        changes.AddRange(await watch.ToCursorAsync(now.Cursor));

        Assert.Equal(
            [("r-0", "jud_freeze", WarningLevel.Red), ("r-1", "con_guarantor_level", WarningLevel.Orange)],
            changes.Select(change => (change.BorrowerId, change.Warning.Indicator, change.Warning.Level)));
        var levels = new List<WarningLevel>();
        foreach (var borrower in ring) levels.Add((await StatusAsync(clients, borrower)).Situation.Level);
        Assert.Equal(
            [WarningLevel.Red, WarningLevel.Orange, .. Enumerable.Repeat(WarningLevel.None, 8)], levels);
    }

    [Fact]
    public async Task Guarantor_OfAClosedBorrower_DoesNotWakeIt()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync();
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.Frozen("g-1", frozen: false));
        await LinkAsync(clients, "b-1", Link(LinkKind.Guarantor, "g-1"));
        await LinkAsync(clients, "b-2", Link(LinkKind.Guarantor, "g-1"));
        await clients.Features.CloseBorrowerAsync(new CloseBorrowerRequest { BorrowerId = "b-1", Reason = "repaid" });
        using var watch = await Watch.FromNowAsync(server, new WarningFilter { BorrowerIds = { "b-2" } });

        await clients.ReviewedAsync(FeatureUpdates.Frozen("g-1", frozen: true));
        await watch.ChangeAsync();
        var resting = await StatusAsync(clients, "b-1");
        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: false));
        var awake = await StatusAsync(clients, "b-1");

        Assert.Equal((true, 0), (resting.Closed, resting.Warnings.Count));
        Assert.Equal((false, "con_guarantor_level"), (awake.Closed, Assert.Single(awake.Warnings).Indicator));
    }

    [Fact]
    public async Task Links_PutAnew_HoldNoLongerWhatTheyDoNotName()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync();
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.Frozen("g-1", frozen: true));
        await LinkAsync(clients, "b-1", Link(LinkKind.Guarantor, "g-1"));
        var warned = await StatusAsync(clients, "b-1");

        await LinkAsync(clients, "b-1");

        var after = await StatusAsync(clients, "b-1");
        Assert.Equal(
            (WarningState.Raised, WarningState.Cleared), (warned.Warnings[0].State, after.Warnings[0].State));
        Assert.Equal(WarningLevel.None, after.Situation.Level);
    }

    // What a group owes together is the sum over its members, and unknown as long as one of them is.
    [Fact]
    public async Task Group_OfThree_OwesWhatItsMembersOweTogether()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync();
        var clients = new Clients(server);
        foreach (var (borrower, balance) in new[] { ("b-1", 100_000), ("b-2", 250_000) })
        {
            await clients.ReviewedAsync(new PutFeaturesRequest
            {
                BorrowerId = borrower,
                Views = { OfExposure("L-1", View("loan", ("balance_cny", Number(balance)))) },
            });
        }

        await LinkAsync(clients, "b-1", Link(LinkKind.Group, "b-2"), Link(LinkKind.Group, "b-3"));
        var unknown = await ConnectedAsync(clients, "b-1");
        await LinkAsync(clients, "b-1", Link(LinkKind.Group, "b-2"));
        var known = await ConnectedAsync(clients, "b-1");

        Assert.False(unknown.ContainsKey("group_exposure_cny"));
        Assert.Equal(350_000, known["group_exposure_cny"].Number);
        Assert.Equal("none", known["worst_group_level"].Text);
    }

    [Fact]
    public async Task GetLinks_AfterPut_ShowsThemWithTheirDays()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync();
        var clients = new Clients(server);
        var guarantor = Link(LinkKind.Guarantor, "g-1");
        guarantor.From = new Google.Type.Date { Year = 2026, Month = 1, Day = 31 };
        var owner = Link(LinkKind.Owner, "o-1");
        await LinkAsync(clients, "b-1", guarantor, owner);

        var answer = await clients.Features.GetLinksAsync(new GetLinksRequest { BorrowerId = "b-1" });

        Assert.Equal([owner, guarantor], answer.Links);
    }

    [Theory]
    [InlineData("b-1", LinkKind.Guarantor, "LINK_INVALID", "links[0].party_id")]
    [InlineData("g-1", LinkKind.Unspecified, "LINK_INVALID", "links[0].kind")]
    [InlineData("g 1", LinkKind.Owner, "BORROWER_ID_INVALID", "links[0].party_id")]
    public async Task PutLinks_ThatCannotBe_AreRefused(string party, LinkKind kind, string reason, string field)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync();
        var clients = new Clients(server);

        var refusal = await Refusal.OfAsync(clients.Features.PutLinksAsync(new PutLinksRequest
        {
            BorrowerId = "b-1",
            Links = { Link(kind, party) },
        }));

        Assert.Equal(new Refusal(StatusCode.InvalidArgument, reason, field), refusal);
    }

    private static Link Link(LinkKind kind, string party) => new() { Kind = kind, PartyId = party };

    private static async Task LinkAsync(Clients clients, string borrower, params Link[] links)
    {
        var answer = await clients.Features.PutLinksAsync(
            new PutLinksRequest { BorrowerId = borrower, Links = { links }, WaitForReview = true });
        Assert.True(answer.Reviewed);
    }

    private static async Task<GetBorrowerStatusResponse> StatusAsync(Clients clients, string borrower) =>
        await clients.Warnings.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = borrower });

    private static async Task<IDictionary<string, FeatureValue>> ConnectedAsync(Clients clients, string borrower)
    {
        var profile = await clients.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = borrower });
        return profile.Views.Single(view => view.View == "connected").Features;
    }
}
