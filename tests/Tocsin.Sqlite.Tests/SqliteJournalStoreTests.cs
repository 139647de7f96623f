using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite.Tests;

/// <summary>The journals' store keeps the contract.</summary>
public sealed class SqliteJournalStoreTests : JournalStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) =>
        new(_folder.Store(place, options => options.Partitions = partitions));
}
