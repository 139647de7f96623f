using Grpc.Core;
using Xunit;
using static Tocsin.Client.Tests.Scripts;
using static Tocsin.V1.WatchWarningsRequest;

namespace Tocsin.Client.Tests;

public sealed partial class WarningSubscriptionTests
{
    private static readonly RpcException _cut = Error(StatusCode.Unavailable, "SERVER_STOPPING");

    [Fact(Timeout = 30_000)]
    public async Task ResumesAfterACutFromTheLastCursor()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(_cut, Change("a", "1"), Change("b", "2")), End(Checkpoint("3")), Send(Change("c", "4")));
        using var fixture = new SubscriptionFixture(server.Address);
        Assert.Equal(["a", "b", "checkpoint 3", "c"], await fixture.ReadAsync(4));
        Assert.Equal(StartOneofCase.FromNow, (await server.NextRequestAsync()).StartCase);
        Assert.Equal("2", (await server.NextRequestAsync()).FromCursor);
        Assert.Equal("3", (await server.NextRequestAsync()).FromCursor);
        Assert.Equal("SERVER_STOPPING", fixture.Notices[0].Error.Reason);
        Assert.All(fixture.NoticeKinds, kind => Assert.Equal(SubscriptionNoticeKind.Interrupted, kind));
    }

    [Fact(Timeout = 30_000)]
    public async Task ResumesWhenTheServerComesBackOnTheSamePort()
    {
        var first = await ScriptedWarningServer.StartAsync(Send(Change("a", "1")));
        using var fixture = new SubscriptionFixture(first.Address);
        await using var messages = fixture.Subscription.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await messages.MoveNextAsync());
        var next = messages.MoveNextAsync();
        var port = first.Port;
        await first.DisposeAsync();
        await using var second = await ScriptedWarningServer.StartAsync(port, Send(Change("b", "2")));
        Assert.True(await next);
        Assert.Equal("b", Describe(messages.Current));
        Assert.Equal("1", (await second.NextRequestAsync()).FromCursor);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("CURSOR_EXPIRED")]
    [InlineData("CURSOR_DIVERGED")]
    public async Task StartsFromASnapshotWhenTheCursorIsLost(string reason)
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(Error(StatusCode.OutOfRange, reason)), Send(Entry("w"), SnapshotEnd("9"), Change("a", "10")));
        using var fixture = new SubscriptionFixture(server.Address, SubscriptionStart.After("old"));
        Assert.Equal(["entry w", "end 9", "a"], await fixture.ReadAsync(3));
        Assert.Equal("old", (await server.NextRequestAsync()).FromCursor);
        Assert.Equal(StartOneofCase.FromSnapshot, (await server.NextRequestAsync()).StartCase);
        var notice = Assert.Single(fixture.Notices);
        Assert.Equal(SubscriptionNoticeKind.SnapshotRestarts, notice.Kind);
        Assert.Equal(reason, notice.Error.Reason);
        Assert.Empty(fixture.Clock.Waits);
    }

    [Fact(Timeout = 30_000)]
    public async Task EndsOnALostCursorWhenAskedTo()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(Error(StatusCode.OutOfRange, "CURSOR_EXPIRED")));
        using var fixture = new SubscriptionFixture(server.Address, SubscriptionStart.After("old"), restart: false);
        var failure = await Assert.ThrowsAsync<RpcException>(() => fixture.ReadAsync(1));
        Assert.Equal("CURSOR_EXPIRED", TocsinError.From(failure).Reason);
        Assert.Empty(fixture.Notices);
    }

    [Fact(Timeout = 30_000)]
    public async Task StartsAnInterruptedSnapshotOver()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(_cut, Entry("v")), Send(Entry("v"), Entry("w"), SnapshotEnd("5")));
        using var fixture = new SubscriptionFixture(server.Address, SubscriptionStart.Snapshot);
        Assert.Equal(["entry v", "entry v", "entry w", "end 5"], await fixture.ReadAsync(4));
        Assert.Equal(StartOneofCase.FromSnapshot, (await server.NextRequestAsync()).StartCase);
        Assert.Equal(StartOneofCase.FromSnapshot, (await server.NextRequestAsync()).StartCase);
        Assert.Equal(
            [SubscriptionNoticeKind.Interrupted, SubscriptionNoticeKind.SnapshotRestarts], fixture.NoticeKinds);
    }

    [Fact(Timeout = 30_000)]
    public async Task DoesNotTakeACompleteSnapshotAgain()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(_cut, Entry("v"), SnapshotEnd("5")), Send(Change("a", "6")));
        using var fixture = new SubscriptionFixture(server.Address, SubscriptionStart.Snapshot);
        Assert.Equal(["entry v", "end 5", "a"], await fixture.ReadAsync(3));
        await server.NextRequestAsync();
        Assert.Equal("5", (await server.NextRequestAsync()).FromCursor);
    }

    [Fact(Timeout = 30_000)]
    public async Task DeliversARepeatedChangeOnce()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(_cut, Change("a", "1"), Change("b", "2")), Send(Change("b", "2"), Change("a", "1"), Change("c", "3")));
        using var fixture = new SubscriptionFixture(server.Address);
        Assert.Equal(["a", "b", "c"], await fixture.ReadAsync(3));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("7", "7")]
    [InlineData("1", "2")]
    public async Task TakesTheTrailersCursorOnlyWhenItIsNewer(string trailer, string resumedFrom)
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(TooSlow(trailer), Change("a", "1"), Change("b", "2")), Send(Change("c", "8")));
        using var fixture = new SubscriptionFixture(server.Address);
        Assert.Equal(["a", "b", "c"], await fixture.ReadAsync(3));
        await server.NextRequestAsync();
        Assert.Equal(resumedFrom, (await server.NextRequestAsync()).FromCursor);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.Unimplemented)]
    public async Task EndsWhenTheServerRefusesForGood(StatusCode code)
    {
        await using var server = await ScriptedWarningServer.StartAsync(Fail(Error(code, "NO")));
        using var fixture = new SubscriptionFixture(server.Address);
        var failure = await Assert.ThrowsAsync<RpcException>(() => fixture.ReadAsync(1));
        Assert.Equal(code, failure.StatusCode);
        Assert.Empty(fixture.Clock.Waits);
    }

    [Fact(Timeout = 30_000)]
    public async Task WaitsLongerAfterEachFailureAndAfreshAfterAMessage()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Fail(_cut), Fail(_cut), Fail(_cut), Fail(_cut, Change("a", "1")), Send(Change("b", "2")));
        using var fixture = new SubscriptionFixture(server.Address);
        Assert.Equal(["a", "b"], await fixture.ReadAsync(2));
        double[] expected = [200, 400, 800, 200];
        Assert.Equal(expected, fixture.Clock.Waits.Select(wait => wait.TotalMilliseconds));
        Assert.Contains(SubscriptionNoticeKind.GapPossible, fixture.NoticeKinds);
    }

    [Fact(Timeout = 30_000)]
    public async Task EndsAfterTheGivenNumberOfFailures()
    {
        await using var server = await ScriptedWarningServer.StartAsync(Fail(_cut), Fail(_cut), Fail(_cut));
        using var fixture = new SubscriptionFixture(server.Address, maximumFailures: 2);
        await Assert.ThrowsAsync<RpcException>(() => fixture.ReadAsync(1));
        Assert.Equal(2, fixture.Clock.Waits.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task GivesAChangeAgainToAConsumerThatFailedOnIt()
    {
        await using var server = await ScriptedWarningServer.StartAsync(
            Send(Change("a", "1"), Change("b", "2")), Send(Change("b", "2")));
        using var fixture = new SubscriptionFixture(server.Address);
        Assert.Equal(["a", "b"], await fixture.ReadAsync(2));
        Assert.Equal("1", fixture.Subscription.Cursor);
        Assert.Equal(["b"], await fixture.ReadAsync(1));
        await server.NextRequestAsync();
        Assert.Equal("1", (await server.NextRequestAsync()).FromCursor);
    }

    [Fact(Timeout = 30_000)]
    public async Task EndsWithACancellation()
    {
        await using var server = await ScriptedWarningServer.StartAsync();
        using var fixture = new SubscriptionFixture(server.Address);
        using var stopping = new CancellationTokenSource();
        await using var messages = fixture.Subscription.GetAsyncEnumerator(stopping.Token);
        var next = messages.MoveNextAsync();
        await server.NextRequestAsync();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact(Timeout = 30_000)]
    public async Task IsReadByOneConsumerAtATime()
    {
        await using var server = await ScriptedWarningServer.StartAsync(Send(Change("a", "1")));
        using var fixture = new SubscriptionFixture(server.Address);
        await using var first = fixture.Subscription.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await first.MoveNextAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.ReadAsync(1));
    }
}
