using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite.Tests;

/// <summary>The activation store keeps the contract.</summary>
public sealed class SqliteActivationStoreTests : ActivationStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) =>
        new(_folder.Store(place, options => options.Partitions = partitions));

    protected override async ValueTask WriteAsOlderBuildAsync(
        IStore store, long number, string digest, DateTimeOffset at) =>
        await ((SqliteStore)store).Session.Writer.WriteAsync(
            (link, _) => link["INSERT INTO activation (number, digest, at) VALUES (?1, ?2, ?3)"].Execute(
                number, digest, SqliteTime.ToMicroseconds(at)),
            size: 1, Cancellation);
}
