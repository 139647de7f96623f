using Microsoft.Data.Sqlite;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>A folder that is open: its lock, its writer and its readers. Thread-safe.</summary>
internal sealed class SqliteSession : IAsyncDisposable
{
    /// <summary>The database file in the folder; SQLite keeps two more beside it while it is open.</summary>
    internal const string DatabaseFile = "tocsin.db";

    private readonly SqliteFolderLock _lock;

    private SqliteSession(
        SqliteFolderLock held, SqliteLink link, StoreIdentity identity, SqliteStoreOptions options, Action<int> ring,
        Action<BorrowerWrite> tell)
    {
        _lock = held;
        Identity = identity;
        States = new SqliteRecentStates();
        Entries = new SqliteRecentEntries(identity.Partitions);
        Readers = new SqliteReaders(Path.Combine(options.Folder, DatabaseFile), options);
        Writer = new SqliteWriter(link, options, ring, tell, Forget);
    }

    /// <summary>What the store is.</summary>
    internal StoreIdentity Identity { get; }

    /// <summary>The warning states that were committed lately.</summary>
    internal SqliteRecentStates States { get; }

    /// <summary>The log entries that were committed lately.</summary>
    internal SqliteRecentEntries Entries { get; }

    /// <summary>The connections that read.</summary>
    internal SqliteReaders Readers { get; }

    /// <summary>The connection that writes.</summary>
    internal SqliteWriter Writer { get; }

    /// <summary>Locks the folder and opens the database in it; leaves nothing open when it fails.</summary>
    /// <exception cref="StoreUnavailableException">The disk does not let it, now.</exception>
    /// <exception cref="StoreRefusedException">It is in use, damaged, newer, foreign or set up otherwise.</exception>
    internal static SqliteSession Open(
        SqliteStoreOptions options, Action<int> ring, Action<BorrowerWrite> tell)
    {
        var folder = options.Folder;
        SqliteFolderLock? held = null;
        SqliteLink? link = null;
        try
        {
            Directory.CreateDirectory(folder);
            held = SqliteFolderLock.Take(folder);
            link = SqliteLink.Open(Path.Combine(folder, DatabaseFile), options.BusyTimeout);
            Configure(link, options);
            return new SqliteSession(held, link, SqliteSchema.Prepare(link, options), options, ring, tell);
        }
        catch (Exception fault)
        {
            link?.Dispose();
            held?.Dispose();
            if (InOurWords(folder, fault) is { } ours) throw ours;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Readers.DisposeAsync();
        _lock.Dispose();
    }

    // After a failure nobody knows what of it is in the database.
    private void Forget()
    {
        States.Forget();
        Entries.Forget();
    }

    private static void Configure(SqliteLink link, SqliteStoreOptions options)
    {
        if (link[SqliteStatements.UseWriteAheadLog].Text() != "wal")
        {
            throw new StoreRefusedException(
                $"The file system of the folder '{options.Folder}' cannot hold a write-ahead log. Use a local disk.");
        }

        link[options.Synchronous == SqliteSynchronous.Full
            ? SqliteStatements.SynchronousFull
            : SqliteStatements.SynchronousNormal].Execute();
    }

    private static Exception? InOurWords(string folder, Exception fault) => fault switch
    {
        SqliteException database => SqliteFault.AtOpening(folder, database),
        UnauthorizedAccessException => new StoreRefusedException(
            $"This process may not write in the folder '{folder}'. Give it the right to, or another folder.", fault),
        IOException => new StoreUnavailableException($"The folder '{folder}' cannot be opened.", fault),
        _ => null,
    };
}
