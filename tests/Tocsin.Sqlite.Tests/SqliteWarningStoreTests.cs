using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite.Tests;

/// <summary>The warning store keeps the contract.</summary>
public sealed partial class SqliteWarningStoreTests : WarningStoreContract
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
