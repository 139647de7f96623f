using Tocsin.Conformance.Reviews;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Warnings;
using Tocsin.Sqlite;
using Xunit;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Server.Tests.Warnings;

public sealed class CursorFaultTests
{
    private static readonly BorrowerId _wang = BorrowerId.Parse("wang");

    [Theory]
    [InlineData("", false)]
    [InlineData("reads how far the log goes", true)]
    [InlineData("reads a check", true)]
    public async Task CheckAsync_LogIsTrimmedBetweenTwoLooks_IsExpiredAndNeverDiverged(string before, bool isTrimmed)
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteStore(new SqliteStoreOptions { Folder = folder.Path });
        var identity = await store.OpenAsync(default);
        var partition = _wang.Partition(identity.Partitions);
        await store.Warnings.CommitAsync(Raise(_wang), default);
        await store.Warnings.CommitAsync(Raise(_wang, 1) with { ExpectedAsOf = null }, default);
        var first = (await store.Warnings.ReadLogAsync(partition, 0, 1, default))[0].Position;
        var places = new CursorPlace[identity.Partitions];
        places[partition] = new CursorPlace(first, 0);
        var trimmed = new TrimmedStore(store, partition, before);

        var check = CursorCheck.CheckAsync(new WarningCursor(identity.Epoch, places), identity, trimmed, default);

        if (!isTrimmed) await check;
        else Assert.Equal(CursorFault.Expired, (await Assert.ThrowsAsync<CursorFaultException>(() => check)).Fault);
    }

    /// <summary>A store whose log is trimmed just before a call.</summary>
    private sealed class TrimmedStore(IStore inner, int partition, string before) : StoreDecorator(inner)
    {
        protected override async ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call)
        {
            if (what == before) await Inner.Warnings.TrimLogAsync(partition, 1, DateTimeOffset.MinValue, default);
            return await call();
        }
    }
}
