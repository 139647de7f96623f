using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>
/// The connections that read, made when they are first needed and kept. In a write-ahead log readers neither wait for
/// the writer nor hold it up. Thread-safe.
/// </summary>
internal sealed class SqliteReaders(string path, SqliteStoreOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(options.ReadConnections);
    private readonly ConcurrentStack<SqliteLink> _idle = new();
    private volatile bool _closed;

    /// <summary>Reads with a connection of the pool; each statement sees one moment of the database.</summary>
    /// <exception cref="StoreUnavailableException">The disk or the database failed, or the store is closed.</exception>
    internal async ValueTask<T> ReadAsync<T>(Func<SqliteLink, T> read, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            if (_closed) throw new StoreUnavailableException($"The store in the folder '{options.Folder}' is closed.");
            return Read(read);
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Unavailable(options.Folder, fault);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the reads under way and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (var i = 0; i < options.ReadConnections; i++) await _free.WaitAsync();
        while (_idle.TryPop(out var link)) link.Dispose();
        _free.Release(options.ReadConnections);
    }

    private T Read<T>(Func<SqliteLink, T> read)
    {
        if (!_idle.TryPop(out var link)) link = Connect();
        try
        {
            var answer = read(link);
            _idle.Push(link);
            return answer;
        }
        catch
        {
            // A connection that failed is not trusted again; the next reader makes a new one.
            link.Dispose();
            throw;
        }
    }

    private SqliteLink Connect()
    {
        var link = SqliteLink.Open(path, options.BusyTimeout);
        link[SqliteStatements.ReadOnly].Execute();
        return link;
    }
}
