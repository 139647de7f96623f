using System.Collections.Concurrent;
using System.Diagnostics;
using Tocsin.Core.Previews;

namespace Tocsin.Server.Previews;

/// <summary>
/// Threads that look at borrowers while the next ones are read. They are threads of their own, so that no call that is
/// answered meanwhile waits for one of the pool, and step back behind those; each counts for itself. For one preview.
/// </summary>
internal sealed class PreviewWorkers : IAsyncDisposable
{
    // So many pages wait at most; whoever reads waits for a place.
    private const int Ahead = 16;

    private readonly BlockingCollection<IReadOnlyList<ReadBorrower>> _pages = [];
    private readonly SemaphoreSlim _places = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<PreviewTally, ReadBorrower> _look;
    private readonly (PreviewTally Tally, Task Done)[] _workers;
    private long _busiest;
    private long _looked;

    /// <summary>Starts them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tally">Makes a tally for each.</param>
    /// <param name="look">Looks at a borrower and counts it.</param>
    public PreviewWorkers(int count, Func<PreviewTally> tally, Action<PreviewTally, ReadBorrower> look)
    {
        _look = look;
        _workers = [.. Enumerable.Range(0, count).Select(_ => Start(tally()))];
    }

    /// <summary>How many borrowers were looked at.</summary>
    public long Looked => Interlocked.Read(ref _looked);

    /// <summary>How long the busiest of them was at work.</summary>
    public TimeSpan Busy => new(Interlocked.Read(ref _busiest));

    /// <summary>Hands them a page, once there is a place for it.</summary>
    /// <exception cref="AggregateException">A worker met a fault.</exception>
    public async Task PutAsync(IReadOnlyList<ReadBorrower> page, CancellationToken cancellation)
    {
        foreach (var worker in _workers) if (worker.Done.IsFaulted) await worker.Done;
        await _places.WaitAsync(cancellation);
        _pages.Add(page, cancellation);
    }

    /// <summary>Waits until every page is looked at, and adds what they counted.</summary>
    public async Task<PreviewTally> EndAsync(CancellationToken cancellation)
    {
        _pages.CompleteAdding();
        await Task.WhenAll(_workers.Select(worker => worker.Done)).WaitAsync(cancellation);
        var sum = _workers[0].Tally;
        foreach (var worker in _workers.Skip(1)) sum.Add(worker.Tally);
        return sum;
    }

    /// <summary>Stops them after the borrower that each is at.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // What a worker met was told to whoever handed it the next page, or waited for the end.
        var all = Task.WhenAll(_workers.Select(worker => worker.Done));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pages.Dispose();
        _places.Dispose();
        _stop.Dispose();
    }

    private (PreviewTally Tally, Task Done) Start(PreviewTally tally)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Work(tally, done)) { IsBackground = true, Name = nameof(PreviewWorkers) };
        thread.Start();
        return (tally, done.Task);
    }

    private void Work(PreviewTally tally, TaskCompletionSource done)
    {
        try
        {
            LowPriority.Take();
            var busy = 0L;
            foreach (var page in _pages.GetConsumingEnumerable(_stop.Token))
            {
                var began = Stopwatch.GetTimestamp();
                LookAt(page, tally);
                busy += Stopwatch.GetElapsedTime(began).Ticks;
                Note(busy);
            }

            done.SetResult();
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled();
        }
        catch (Exception fault)
        {
            // Whoever waits for a place would wait for ever. Whoever hears of the fault gives the places up, so that is
            // told last: a fault of this thread would end the process.
            _places.Release(Ahead);
            done.SetException(fault);
        }
    }

    private void LookAt(IReadOnlyList<ReadBorrower> page, PreviewTally tally)
    {
        foreach (var borrower in page)
        {
            if (_stop.IsCancellationRequested) return;
            _look(tally, borrower);
            Interlocked.Increment(ref _looked);
        }

        _places.Release();
    }

    private void Note(long busy)
    {
        var known = Interlocked.Read(ref _busiest);
        while (busy > known)
        {
            var found = Interlocked.CompareExchange(ref _busiest, busy, known);
            if (found == known) return;
            known = found;
        }
    }
}
