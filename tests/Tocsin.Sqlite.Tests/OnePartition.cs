using Xunit;

namespace Tocsin.Sqlite.Tests;

/// <summary>Tests on a store of their own, open, with one partition, so that everything is logged in a row.</summary>
public abstract class OnePartition : IAsyncLifetime
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected SqliteStore Store { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store, again where it is open: as a start would.</summary>
    private protected async Task OpenAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        Store = Folder.Store("main", options => options.Partitions = 1);
        await Store.OpenAsync(Cancellation);
    }
}
