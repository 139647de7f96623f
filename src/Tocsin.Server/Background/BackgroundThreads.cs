using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tocsin.Server.Background;

/// <summary>
/// Threads of their own for long work, and for what goes on after each of its waits, so that no call that is answered
/// meanwhile waits for one of the pool's. Each rests after every turn of work, as long as its share of a processor
/// asks for. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// A turn ends where the work waits for something, yields or breathes (<see cref="Breathe"/>), which it should do every
/// millisecond or so: the shorter the turns, the less a call that wants the same processor notices.
/// </para>
/// <para>
/// They rest instead of having a low priority: a collection of garbage stops every thread at a point that it has to
/// reach first. One of low priority, on a machine that other programs keep busy, takes most of a second to get there,
/// and every call waits for it.
/// </para>
/// <para>A task that is given after the end, as by a read that nobody waited for, goes to the pool.</para>
/// </remarks>
internal sealed class BackgroundThreads : TaskScheduler, IDisposable
{
    // The shortest rest: the system does not wake a thread much sooner.
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(1);

    // However long a turn was.
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(100);

    [ThreadStatic]
    private static Turn? _turn;

    private readonly BlockingCollection<Task> _tasks = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly HashSet<int> _own;
    private readonly double _restPerWork;

    /// <summary>Starts them.</summary>
    /// <param name="count">How many, at least one.</param>
    /// <param name="share">The part of one processor that each takes at most, above 0 to 1; 1 never rests.</param>
    public BackgroundThreads(int count, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        MaximumConcurrencyLevel = count;
        _restPerWork = (1 / share) - 1;
        var threads = Enumerable.Range(0, count)
            .Select(_ => new Thread(Work) { IsBackground = true, Name = nameof(BackgroundThreads) }).ToList();
        _own = [.. threads.Select(thread => thread.ManagedThreadId)];
        threads.ForEach(thread => thread.Start());
    }

    /// <summary>
    /// Half as many as there are processors, each half of its time at work, for what takes a while, waits for nothing
    /// and is waited for.
    /// </summary>
    public static BackgroundThreads Shared { get; } = new(Math.Max(1, Environment.ProcessorCount / 2), share: 0.5);

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel { get; }

    /// <summary>Does some work on them, to its end.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Computes something on one of them, in one turn unless it breathes.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.None, this);

    /// <summary>
    /// Ends a turn that has lasted a while and begins the next one, after the rest that is due; on any other thread it
    /// does nothing.
    /// </summary>
    public static void Breathe() => _turn?.Breathe();

    /// <summary>Ends them once nothing is left to do.</summary>
    public void Dispose()
    {
        _tasks.CompleteAdding();
        _ended.Cancel();
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        try
        {
            _tasks.Add(task);
        }
        catch (InvalidOperationException)
        {
            ThreadPool.UnsafeQueueUserWorkItem(late => TryExecuteTask(late), task, preferLocal: false);
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _own.Contains(Environment.CurrentManagedThreadId) && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Work()
    {
        _turn = new Turn(this);
        while (TryWork(_turn))
        {
        }
    }

    // By itself, so that a thread that waits for work keeps nothing of the last one, such as a whole rule set.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWork(Turn turn)
    {
        if (!_tasks.TryTake(out var task, Timeout.Infinite)) return false;
        turn.Begin();
        TryExecuteTask(task);
        turn.End();
        return true;
    }

    private TimeSpan Rest(TimeSpan due)
    {
        var began = Stopwatch.GetTimestamp();
        _ended.Token.WaitHandle.WaitOne(due < _longest ? due : _longest);
        // What is beyond the longest is given up.
        return due < _longest ? Stopwatch.GetElapsedTime(began) : due;
    }

    private sealed class Turn(BackgroundThreads threads)
    {
        private long _began;
        private TimeSpan _due;

        public void Begin() => _began = Stopwatch.GetTimestamp();

        public void End()
        {
            _due += Stopwatch.GetElapsedTime(_began) * threads._restPerWork;
            if (_due >= _shortest) _due -= threads.Rest(_due);
        }

        public void Breathe()
        {
            if (Stopwatch.GetElapsedTime(_began) < _shortest) return;
            End();
            Begin();
        }
    }
}
