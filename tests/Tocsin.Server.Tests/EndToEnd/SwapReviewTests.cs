using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What a swap makes of the warnings that stand.</summary>
public sealed class SwapReviewTests(RedisServer redis)
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Threshold_OfAnIndicator_ReviewsEverybodyForTheSwap(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync(rules.Setting);
        var clients = new Clients(server);
        for (var i = 0; i < 5; i++) await clients.ReviewedAsync(FeatureUpdates.ReturnedItems($"b-{i}", i));
        using var watch = await Watch.FromNowAsync(server);

        rules.SetParameter("returned_items_orange", 2);
        var activation = await clients.ActivatedAsync(rules.Digest);

        var change = await watch.ChangeAsync();
        Assert.Equal(
            ("b-2", WarningChangeKind.LevelUp, WarningCauseKind.RuleSwap, $"{activation}", activation, rules.Digest),
            (change.Warning.BorrowerId, change.Kind, change.Cause.Kind, change.Cause.Reference,
                change.RuleSet.Activation, change.RuleSet.Digest));
        var status = await clients.Warnings.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = "b-0" });
        Assert.Equal(activation, status.Activation);
    }

    [Fact]
    public async Task DecisionSide_Alone_ReviewsNobody()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync(
            rules.Setting, "Warnings:CheckpointMs=100");
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 1));
        using var watch = await Watch.FromNowAsync(server);

        rules.Edit("reasons.json", file => file["reasons"]![0]!["text"]!["en"] = "Said in other words.");
        var activation = await clients.ActivatedAsync(rules.Digest);

        Assert.Empty(await watch.ToCheckpointAsync());
        var status = await clients.Warnings.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = "b-1" });
        Assert.Equal((2, 1), (activation, status.Activation));
    }

    [Fact]
    public async Task Indicator_TakenOut_RetiresItsWarnings()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync(rules.Setting);
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 3));
        using var watch = await Watch.FromNowAsync(server);

        rules.RemoveIndicator("txn_returned_items");
        await clients.ActivatedAsync(rules.Digest);

        var change = await watch.ChangeAsync();
        Assert.Equal(
            (WarningChangeKind.Retired, WarningLevel.Orange, WarningLevel.None, WarningCauseKind.RuleSwap),
            (change.Kind, change.LevelBefore, change.Warning.Level, change.Cause.Kind));
        Assert.Empty(await clients.OpenAsync());
    }

    [Fact]
    public async Task Subscriber_FromBeforeTheSwap_GetsTheWordsAfterIt()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync(rules.Setting);
        var clients = new Clients(server);
        using var watch = await Watch.FromNowAsync(server);

        rules.Edit("actions.json", file =>
        {
            foreach (var action in file["actions"]!.AsArray()) action!["title"]!["en"] = "Reworded";
        });
        await clients.ActivatedAsync(rules.Digest);
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 1));

        Assert.All((await watch.ChangeAsync()).Warning.Actions, action => Assert.Equal("Reworded", action.Title.En));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Restart_WithTheSameFiles_IsTheSameActivation(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        var place = StorePlace.Of(kind, folder, redis);
        RuleSetReference before;
        await using (var server = await place.StartAsync(rules.Setting))
        {
            rules.SetParameter("firm_age_min", 17);
            await new Clients(server).ActivatedAsync(rules.Digest);
            before = await new Clients(server).ActiveAsync();
            await server.StopAsync();
        }

        await using var again = await place.StartAsync(rules.Setting);
        Assert.Equal(before, await new Clients(again).ActiveAsync());
        Assert.Equal(2, before.Activation);
    }

    [Fact]
    public async Task Restart_AfterAChangeWhileItWasAway_ReviewsForTheSwap()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        var place = StorePlace.Of(StoreKind.Sqlite, folder, redis);
        string cursor;
        await using (var server = await place.StartAsync(rules.Setting))
        {
            await new Clients(server).ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 2));
            using var watch = await Watch.FromNowAsync(server);
            cursor = watch.Cursor;
        }

        rules.SetParameter("returned_items_orange", 2);
        await using var again = await place.StartAsync(rules.Setting);
        using var resumed = await Watch.FromCursorAsync(again, cursor);
        var change = await resumed.ChangeAsync();

        Assert.Equal((WarningChangeKind.LevelUp, WarningCauseKind.RuleSwap), (change.Kind, change.Cause.Kind));
    }

    [Fact]
    public async Task Start_WithABrokenFolder_AnswersWithTheLastGoodSet()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        var place = StorePlace.Of(StoreKind.Sqlite, folder, redis);
        RuleSetReference before;
        await using (var server = await place.StartAsync(rules.Setting))
        {
            before = await new Clients(server).ActiveAsync();
            await server.StopAsync();
        }

        rules.Write("parameters.json", "{");
        await using var again = await place.StartAsync(rules.Setting);
        var active = await new Clients(again).RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());

        Assert.Equal(before, active.RuleSet);
        Assert.NotEmpty(active.FolderProblems);
        Assert.True(Directory.Exists(folder.At($"data/rule-sets/{before.Digest}")));
    }
}
