using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// A store that was put back to an older copy has another history from there on. Whoever saw the first one is told, and
/// never goes on in the second as if nothing were missing.
/// </summary>
public sealed class RestoredStoreTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RedisServer _redis = new();

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Cursor_NewerThanTheCopy_IsToldSo_AlsoOnceTheLogHasGrownPastIt(StoreKind kind)
    {
        var place = await PlaceAsync(kind);
        var old = await AdvanceAsync(place, "", 1);
        var copy = await PlaceCopy.TakeAsync(place, _folder, "copy");
        var newer = await AdvanceAsync(place, old, 3, 5);

        await copy.PutBackAsync(place);

        await using var server = await place.StartAsync();
        Assert.Equal("OutOfRange CURSOR_DIVERGED", await EndAsync(server, newer));
        foreach (var count in (int[])[5, 3, 1, 0])
            await new Clients(server).ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", count));
        Assert.Equal("OutOfRange CURSOR_DIVERGED", await EndAsync(server, newer));
        using var resumed = await Watch.FromCursorAsync(server, old);
        Assert.Equal(4, (await resumed.ToCheckpointAsync()).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Subscriber_ThatStayedThroughIt_IsEndedAndThenToldByItsCursor(bool growsPast)
    {
        var place = await PlaceAsync(StoreKind.Redis);
        var old = await AdvanceAsync(place, "", 1);
        var copy = await PlaceCopy.TakeAsync(place, _folder, "copy");
        if (growsPast)
        {
            // What is put back holds an entry right behind the last one that the subscriber was told.
            await AdvanceAsync(place, old, 3, 1, 3);
            var grown = await PlaceCopy.TakeAsync(place, _folder, "grown");
            await copy.PutBackAsync(place);
            copy = grown;
        }

        await using var server = await place.StartAsync("Warnings:CheckpointMs=100");
        using var watch = await Watch.FromCursorAsync(server, old);
        var clients = new Clients(server);
        foreach (var count in (int[])[5, 0])
        {
            await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", count));
            await watch.ChangeAsync();
        }

        await copy.PutBackAsync(place);

        Assert.Equal("Unavailable LOG_BROKEN", EndedCall.Of(await ToEndAsync(watch)));
        Assert.Equal("OutOfRange CURSOR_DIVERGED", await EndAsync(server, watch.Cursor));
    }

    private async Task<StorePlace> PlaceAsync(StoreKind kind)
    {
        if (kind == StoreKind.Redis)
        {
            RedisServer.Require();
            await _redis.StartAsync();
        }

        return StorePlace.Of(kind, _folder, _redis);
    }

    // Moves one warning, a change for each count, and answers the cursor after them.
    private static async Task<string> AdvanceAsync(StorePlace place, string cursor, params int[] counts)
    {
        await using var server = await place.StartAsync();
        using var watch = cursor.Length == 0
            ? await Watch.FromNowAsync(server) : await Watch.FromCursorAsync(server, cursor);
        var clients = new Clients(server);
        foreach (var count in counts)
        {
            await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", count));
            await watch.ChangeAsync();
        }

        await server.StopAsync();
        return watch.Cursor;
    }

    // Right after redis-server is back the server may not know it yet.
    private static Task<string> EndAsync(ServerProcess server, string cursor) => Eventually.FoundAsync(
        async () =>
        {
            using var watch = await Watch.FromCursorAsync(server, cursor);
            var end = EndedCall.Of(await ToEndAsync(watch));
            return end == "Unavailable STORE_UNAVAILABLE" ? null : end;
        },
        "the server has its store");

    // Silence may be told on the way; a change would be one of a history that the subscriber knows nothing of.
    private static async Task<RpcException> ToEndAsync(Watch watch)
    {
        try
        {
            while (await watch.NextAsync() is { } message) Assert.Null(message.Change);
        }
        catch (RpcException end)
        {
            return end;
        }

        throw new EndOfStreamException("The subscription ended without a status.");
    }
}
