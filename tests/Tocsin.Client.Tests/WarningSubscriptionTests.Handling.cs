using Xunit;
using static Tocsin.Client.Tests.Scripts;
using static Tocsin.V1.WatchWarningsRequest;

namespace Tocsin.Client.Tests;

/// <summary>Handlers, and handlers that fail.</summary>
public sealed partial class WarningSubscriptionTests
{
    [Fact(Timeout = 30_000)]
    public async Task RunAsync_HandlerFails_IsGivenTheSameMessageAgainFromItsCursor()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Send(Change("a", "1"), Change("b", "2"), Change("c", "3")), Send(Change("b", "2"), Change("c", "3")),
            Send(Change("b", "2"), Change("c", "3")));
        using var fixture = new SubscriptionFixture(server.Address);

        var handled = await fixture.HandleAsync(until: "c", failures: new() { ["b"] = 2 });

        Assert.Equal(["a", "b", "b", "b", "c"], handled);
        Assert.Equal(StartOneofCase.FromNow, (await server.NextRequestAsync()).StartCase);
        Assert.Equal("1", (await server.NextRequestAsync()).FromCursor);
        Assert.Equal("1", (await server.NextRequestAsync()).FromCursor);
        Assert.All(fixture.Notices, notice => Assert.Equal(
            (SubscriptionNoticeKind.HandlerFailed, "no room for b"), (notice.Kind, notice.Failure!.Message)));
        Assert.Equal([TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)], fixture.Clock.Waits);
    }

    [Fact(Timeout = 30_000)]
    public async Task RunAsync_HandlerFailsInASnapshot_StartsTheSnapshotOver()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Send(Entry("v"), Entry("w")), Send(Entry("v"), Entry("w"), SnapshotEnd("5")));
        using var fixture = new SubscriptionFixture(server.Address, SubscriptionStart.Snapshot);

        var handled = await fixture.HandleAsync(until: "end 5", failures: new() { ["entry w"] = 1 });

        Assert.Equal(["entry v", "entry w", "entry v", "entry w", "end 5"], handled);
        Assert.Equal(
            [SubscriptionNoticeKind.HandlerFailed, SubscriptionNoticeKind.SnapshotRestarts], fixture.NoticeKinds);
    }

    [Fact(Timeout = 30_000)]
    public async Task RunAsync_HandlerFailsTooOften_EndsWithWhatItThrew()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Send(Change("a", "1")), Send(Change("a", "1")), Send(Change("a", "1")));
        using var fixture = new SubscriptionFixture(server.Address, maximumHandlerFailures: 2);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(
            () => fixture.HandleAsync(until: "never", failures: new() { ["a"] = 3 }));

        Assert.Equal("no room for a", failure.Message);
        Assert.Equal(2, fixture.Notices.Count);
    }
}
