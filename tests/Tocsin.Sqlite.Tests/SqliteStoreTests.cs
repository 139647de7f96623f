using System.Globalization;
using Microsoft.Data.Sqlite;
using Tocsin.Conformance;
using Tocsin.Core.Storage;
using Xunit;

namespace Tocsin.Sqlite.Tests;

/// <summary>The store keeps the contract of opening, and refuses what it must not touch.</summary>
public sealed partial class SqliteStoreTests : StoreOpeningContract
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task OpenAsync_FolderInUse_IsRefusedNamingFolderAndProcess()
    {
        await OpenStoreAsync("shared");
        await using var second = _folder.Store("shared");

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(async () => await second.OpenAsync(Cancellation));

        Assert.Contains($"'{_folder.Place("shared")}'", refusal.Message, StringComparison.Ordinal);
        var pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"process {pid};", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PingAsync_WritesFailThoughReadsDoNot_FailsUntilTheySucceedAgain()
    {
        var store = (SqliteStore)await OpenStoreAsync("unwritable");
        await store.PingAsync(Cancellation);
        // Reads go on, as they do on a disk that is full.
        var link = await store.Session.Writer.WriteAsync((link, _) => link, size: 1, Cancellation);
        link["PRAGMA query_only = 1"].Execute();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await store.Activations.NoteReviewedAsync(new(1, ""), Cancellation));

        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.PingAsync(Cancellation));
        link["PRAGMA query_only = 0"].Execute();

        await store.PingAsync(Cancellation);
        Assert.Equal(0, (await store.Activations.ReadReviewedAsync(Cancellation)).Number);
    }

    [Fact]
    public async Task OpenAsync_OnceTheHolderHasClosed_Succeeds()
    {
        var first = await OpenStoreAsync("shared");
        await using var second = _folder.Store("shared");
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await second.OpenAsync(Cancellation));

        await first.DisposeAsync();

        Assert.Equal(Partitions, (await second.OpenAsync(Cancellation)).Partitions);
    }

    [Fact]
    public async Task OpenAsync_NewerLayout_IsRefusedNamingBothVersions()
    {
        await (await OpenStoreAsync("newer")).DisposeAsync();
        Execute("newer", "PRAGMA user_version = 7");

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(async () => await OpenStoreAsync("newer"));

        Assert.Contains("layout 7", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_ForeignDatabase_IsRefusedAndLeftAsItIs()
    {
        Directory.CreateDirectory(_folder.Place("foreign"));
        Execute("foreign", "CREATE TABLE theirs (id INTEGER)");

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(async () => await OpenStoreAsync("foreign"));

        Assert.Contains("not made by Tocsin", refusal.Message, StringComparison.Ordinal);
        Execute("foreign", "INSERT INTO theirs VALUES (1)");
    }

    [Fact]
    public async Task OpenAsync_DamagedDatabase_IsRefusedWithoutTheDriversWords()
    {
        Directory.CreateDirectory(_folder.Place("damaged"));
        var path = Path.Combine(_folder.Place("damaged"), SqliteSession.DatabaseFile);
        await File.WriteAllTextAsync(path, new string('x', 8_192), Cancellation);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(async () => await OpenStoreAsync("damaged"));

        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(refusal.InnerException);
        Assert.DoesNotContain(refusal.InnerException.Message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_AfterARefusal_LeavesTheFolderFree()
    {
        await (await OpenStoreAsync("free", partitions: 3)).DisposeAsync();
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await OpenStoreAsync("free", partitions: 4));

        var store = await OpenStoreAsync("free", partitions: 3);

        Assert.Equal(3, (await store.OpenAsync(Cancellation)).Partitions);
    }

    [Fact]
    public async Task OpenAsync_FolderIsAFile_SaysThatItCannotBeOpened()
    {
        await File.WriteAllTextAsync(_folder.Place("file"), "", Cancellation);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await OpenStoreAsync("file"));

        Assert.Contains($"'{_folder.Place("file")}' cannot be opened", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SqliteSynchronous.Full, 2, 0)]
    [InlineData(SqliteSynchronous.Normal, 1, 1)]
    public async Task OpenAsync_Synchronous_IsAppliedAndItsWeaknessTold(
        SqliteSynchronous synchronous, int pragma, int weaknesses)
    {
        await using var store = _folder.Store("main", options => options.Synchronous = synchronous);
        var identity = await store.OpenAsync(Cancellation);

        var applied = await store.Session.Writer.WriteAsync(
            (link, _) => link["PRAGMA synchronous"].Number(), 1, Cancellation);

        Assert.Equal(pragma, applied);
        Assert.Equal(weaknesses, identity.Weaknesses.Count);
        Assert.Contains(synchronous.ToString(), store.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryCall_AfterTheClose_SaysThatTheStoreIsUnavailable()
    {
        var store = await OpenStoreAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.PingAsync(Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.Activations.NoteReviewedAsync(new(1, ""), Cancellation));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) =>
        new(_folder.Store(place, options => options.Partitions = partitions));

    private void Execute(string place, string sql)
    {
        using var link = SqliteLink.Open(
            Path.Combine(_folder.Place(place), SqliteSession.DatabaseFile), TimeSpan.FromSeconds(5));
        link[sql].Execute();
    }
}
