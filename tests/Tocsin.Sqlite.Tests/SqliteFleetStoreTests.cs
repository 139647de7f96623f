using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite.Tests;

/// <summary>The fleet store keeps the contract.</summary>
public sealed class SqliteFleetStoreTests : FleetStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) =>
        new(_folder.Store(place, options => options.Partitions = partitions));

    protected override async ValueTask AgeAsync(IStore store, string instance, TimeSpan by) =>
        await ((SqliteStore)store).Session.Writer.WriteAsync(
            (link, _) => link["UPDATE fleet_instance SET seen_at = seen_at - ?2 WHERE instance = ?1"].Execute(
                instance, (long)by.TotalMicroseconds),
            size: 1, Cancellation);
}
