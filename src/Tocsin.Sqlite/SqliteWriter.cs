using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>
/// The one writer of a database, on a thread of its own: it takes the work that has gathered, writes it in one
/// transaction and answers after the commit, so that all of it shares one wait for the disk. Thread-safe.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private readonly SqliteLink _link;
    private readonly string _folder;
    private readonly int _groupSize;
    private readonly Action<int> _ring;
    private readonly Action<BorrowerWrite> _tell;
    private readonly Action _forget;
    private readonly Channel<SqliteWork> _queue;
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StoreUnavailableException? _fault;

    /// <summary>Starts the thread. The writer closes the link when it ends.</summary>
    /// <param name="link">The only connection that writes.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="ring">Called after a commit, once for each partition whose log grew.</param>
    /// <param name="tell">Called after a commit and before its answers, once for each write of a borrower.</param>
    /// <param name="forget">Called when a group failed: what was remembered of the database may not hold.</param>
    internal SqliteWriter(
        SqliteLink link, SqliteStoreOptions options, Action<int> ring, Action<BorrowerWrite> tell, Action forget)
    {
        _link = link;
        _folder = options.Folder;
        _groupSize = options.GroupSize;
        _ring = ring;
        _tell = tell;
        _forget = forget;
        _queue = Channel.CreateBounded<SqliteWork>(
            new BoundedChannelOptions(options.WriterQueueLength) { SingleReader = true });
        new Thread(Run) { Name = "tocsin-sqlite-writer", IsBackground = true }.Start();
    }

    /// <summary>What kept the last group from being written; null since one was.</summary>
    internal StoreUnavailableException? Fault => _fault;

    /// <summary>Queues work and answers once it is durable.</summary>
    /// <exception cref="StoreUnavailableException">The disk or the database failed, or the store is closed.</exception>
    internal async ValueTask<T> WriteAsync<T>(
        Func<SqliteLink, SqliteWork, T> write, int size, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var work = new SqliteWork<T>(write, size, cancellation);
        try
        {
            await _queue.Writer.WriteAsync(work, cancellation);
        }
        catch (ChannelClosedException closed)
        {
            throw new StoreUnavailableException($"The store in the folder '{_folder}' is closed.", closed);
        }

        _waiting.Release();
        return await work.Answer.WaitAsync(cancellation);
    }

    /// <summary>Takes no more work, finishes what is queued and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete()) _waiting.Release();
        await _ended.Task;
    }

    private void Run()
    {
        var group = new List<SqliteWork>();
        while (Gather(group))
        {
            // Work that was given up while it waited is not begun; its caller has gone already.
            group.RemoveAll(work => work.IsGivenUp);
            if (group.Count > 0) WriteGroup(group);
        }

        _link.Dispose();
        _ended.SetResult();
    }

    /// <summary>Waits for work and takes what there is, up to a group; false when the queue has ended.</summary>
    private bool Gather(List<SqliteWork> group)
    {
        group.Clear();
        var size = 0;

        // The permit that ends the queue may have gone together with the last work: then none is left to wait for.
        if (_queue.Reader.Completion.IsCompleted) return false;
        _waiting.Wait();
        do
        {
            if (!_queue.Reader.TryRead(out var work)) break;
            group.Add(work);
            size += work.Size;
        }
        while (size < _groupSize && _waiting.Wait(0));

        return group.Count > 0 || !_queue.Reader.Completion.IsCompleted;
    }

    private void WriteGroup(List<SqliteWork> group)
    {
        var failed = new Dictionary<SqliteWork, Exception>();
        try
        {
            _link[SqliteStatements.Begin].Execute();
            foreach (var work in group)
            {
                if (WriteOne(work) is { } fault) failed.Add(work, fault);
            }

            _link[SqliteStatements.Commit].Execute();
            if (failed.Count == 0) _fault = null;
        }
        catch (Exception fault)
        {
            Abandon();
            _forget();
            foreach (var work in group) work.Fail(failed.GetValueOrDefault(work) ?? InOurWords(fault));
            return;
        }

        foreach (var work in group.Where(work => !failed.ContainsKey(work)))
        {
            work.Remember?.Invoke();
            Tell(work.Written ?? []);
        }

        foreach (var work in group)
        {
            if (failed.TryGetValue(work, out var fault)) work.Fail(fault);
            else work.Succeed();
        }

        Ring(group.Where(work => !failed.ContainsKey(work)));
    }

    /// <summary>Writes one piece of work in its own savepoint; when it fails, its neighbours do not notice.</summary>
    private Exception? WriteOne(SqliteWork work)
    {
        _link[SqliteStatements.OpenSavepoint].Execute();
        try
        {
            work.Write(_link);
            _link[SqliteStatements.KeepSavepoint].Execute();
            return null;
        }
        catch (Exception fault) when (_link.InTransaction)
        {
            _link[SqliteStatements.UndoSavepoint].Execute();
            _link[SqliteStatements.KeepSavepoint].Execute();
            return InOurWords(fault);
        }
    }

    private void Abandon()
    {
        try
        {
            if (_link.InTransaction) _link[SqliteStatements.Rollback].Execute();
        }
        catch (SqliteException)
        {
            // The group fails anyway, and the next begin tells whether the database can be written again.
        }
    }

    private Exception InOurWords(Exception fault)
    {
        if (fault is not SqliteException ours) return fault;
        _fault = SqliteFault.Unavailable(_folder, ours);
        return _fault;
    }

    private void Tell(IReadOnlyList<BorrowerWrite> written)
    {
        foreach (var write in written) Call(_tell, write);
    }

    private void Ring(IEnumerable<SqliteWork> written)
    {
        foreach (var partition in written.Select(work => work.LoggedPartition).OfType<int>().Distinct())
            Call(_ring, partition);
    }

    private static void Call<T>(Action<T> listener, T what)
    {
        try
        {
            listener(what);
        }
        catch (Exception)
        {
            // Listeners promise not to throw; one that breaks its promise must not end all writing.
        }
    }
}
