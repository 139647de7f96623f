using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Several servers on one Redis are one service.</summary>
public sealed class InstancesTests(RedisServer redis)
{
    [Fact]
    public async Task Change_MadeThroughOneInstance_ReachesTheWatcherOfAnother()
    {
        using var folder = new TemporaryFolder();
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);
        await using var one = await place.StartAsync();
        await using var other = await place.StartBesideAsync(folder.At("other"));
        using var watch = await Watch.FromNowAsync(other);

        await new Clients(one).ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));

        Assert.Equal("b-1", (await watch.ChangeAsync()).Warning.BorrowerId);
        Assert.Equal(await new Clients(one).ActiveAsync(), await new Clients(other).ActiveAsync());
    }

    [Fact]
    public async Task Watcher_WithItsCursor_MovesFromOneInstanceToAnother()
    {
        using var folder = new TemporaryFolder();
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);
        await using var one = await place.StartAsync();
        await using var other = await place.StartBesideAsync(folder.At("other"));
        var watch = await Watch.FromNowAsync(one);
        var clients = new Clients(one);
        var seen = new List<WarningChangeKind>();
        foreach (var count in (int[])[1, 3, 5, 3, 0])
        {
            await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", count));
            seen.Add((await watch.ChangeAsync()).Kind);
            watch.Dispose();
            watch = await Watch.FromCursorAsync(seen.Count % 2 == 1 ? other : one, watch.Cursor);
        }

        using var last = watch;
        Assert.Empty(await watch.ToCheckpointAsync());
        Assert.Equal(
            [
                WarningChangeKind.Raised, WarningChangeKind.LevelUp, WarningChangeKind.LevelUp,
                WarningChangeKind.LevelDown, WarningChangeKind.Cleared,
            ],
            seen);
    }

    [Fact]
    public async Task Instance_BehindTheActivation_LeavesReviewsToThoseThatAreNot()
    {
        using var folder = new TemporaryFolder();
        var newRules = new RuleCopy(folder, "new-rules");
        var oldRules = new RuleCopy(folder, "old-rules");
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);
        await using var ahead = await place.StartAsync(newRules.Setting, "Warnings:SweepMs=100");
        await using var behind = await place.StartBesideAsync(
            folder.At("other"), oldRules.Setting, "Warnings:SweepMs=100", "Rules:FollowMs=600000");
        using var watch = await Watch.FromNowAsync(ahead);
        newRules.SetParameter("returned_items_yellow", 2);
        var activation = await new Clients(ahead).ActivatedAsync(newRules.Digest);

        // A borrower that the review of the swap could not know, put through the instance that lags.
        await new Clients(behind).Features.PutFeaturesAsync(FeatureUpdates.ReturnedItems("b-1", 1));
        await new Clients(behind).Features.PutFeaturesAsync(FeatureUpdates.ReturnedItems("b-2", 2));

        var change = await watch.ChangeAsync();
        Assert.Equal(("b-2", activation), (change.Warning.BorrowerId, change.RuleSet.Activation));
    }

    [Fact]
    public async Task Swap_BackToWarningsOfBefore_IsReviewedThoughAnotherInstanceReviewedInBetween()
    {
        using var folder = new TemporaryFolder();
        var (rules, otherRules) = (new RuleCopy(folder, "rules"), new RuleCopy(folder, "other-rules"));
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);
        await using var one = await place.StartAsync(rules.Setting);
        await using var other = await place.StartBesideAsync(folder.At("other"), otherRules.Setting);
        await new Clients(one).ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 1));
        using var watch = await Watch.FromNowAsync(one);

        // To the first instance the warnings' rules never changed; in the store they did, and back again.
        otherRules.SetParameter("returned_items_yellow", 2);
        await new Clients(other).ActivatedAsync(otherRules.Digest);
        var cleared = await watch.ChangeAsync();
        rules.Edit("ruleset.json", file => file["revision"] = "2026.11.2");
        await new Clients(one).ActivatedAsync(rules.Digest);

        Assert.Equal(WarningChangeKind.Cleared, cleared.Kind);
        Assert.Equal(WarningChangeKind.Reopened, (await watch.ChangeAsync()).Kind);
    }

    [Fact]
    public async Task Files_TakenAgainByAnotherInstance_AreTheNewerActivationHereToo()
    {
        using var folder = new TemporaryFolder();
        var (rules, otherRules) = (new RuleCopy(folder, "rules"), new RuleCopy(folder, "other-rules"));
        // Written as they will be once more, so that the files are the same to the letter.
        foreach (var copy in (RuleCopy[])[rules, otherRules]) copy.SetParameter("returned_items_yellow", 1);
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);
        await using var one = await place.StartAsync(rules.Setting, "Rules:PollMs=200");
        await using var other = await place.StartBesideAsync(folder.At("other"), otherRules.Setting);
        var first = await new Clients(one).ActiveAsync();

        otherRules.SetParameter("returned_items_yellow", 2);
        await new Clients(other).ActivatedAsync(otherRules.Digest);
        otherRules.SetParameter("returned_items_yellow", 1);
        await new Clients(other).ActivatedAsync(otherRules.Digest);

        // Left at its older number, the first instance would leave every review to the other.
        Assert.Equal((1, first.Digest), (first.Activation, otherRules.Digest));
        await Eventually.SoAsync(
            async () => (await new Clients(one).ActiveAsync()).Activation == 3, "the first instance is there too");
        await new Clients(one).ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 1));
    }
}
