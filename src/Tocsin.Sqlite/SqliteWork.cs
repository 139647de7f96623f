using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>One piece of work for the writer: whole or not at all, and answered once it is durable.</summary>
internal abstract class SqliteWork(int size, CancellationToken cancellation)
{
    /// <summary>How many updates or commits it holds; counts towards the size of a group.</summary>
    internal int Size { get; } = size;

    /// <summary>True when nobody waits for it and it has not begun.</summary>
    internal bool IsGivenUp => cancellation.IsCancellationRequested;

    /// <summary>The partition whose log it added to; null when it logged nothing.</summary>
    internal int? LoggedPartition { get; set; }

    /// <summary>The borrowers that it wrote, to be told of once it is durable; null when it wrote none.</summary>
    internal IReadOnlyList<BorrowerWrite>? Written { get; set; }

    /// <summary>
    /// Called on the writer's thread once it is durable and before anybody is told of it; never throws.
    /// </summary>
    internal Action? Remember { get; set; }

    /// <summary>Writes, inside the writer's transaction and on the writer's thread.</summary>
    internal abstract void Write(SqliteLink link);

    /// <summary>Answers with what was written; only once it is durable.</summary>
    internal abstract void Succeed();

    /// <summary>Answers that it was not written, or that nobody knows.</summary>
    internal abstract void Fail(Exception fault);
}

/// <summary>Work that answers with a value.</summary>
/// <param name="write">What is written; may set what becomes of the work it is given.</param>
/// <param name="size">How many updates or commits it holds, at least 1.</param>
/// <param name="cancellation">Gives the work up while it waits; once begun it is finished.</param>
internal sealed class SqliteWork<T>(
    Func<SqliteLink, SqliteWork, T> write, int size, CancellationToken cancellation) : SqliteWork(size, cancellation)
{
    // Whoever waits goes on elsewhere: the writer's thread only writes.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private T _written = default!;

    /// <summary>Ends when the work is durable or has failed.</summary>
    internal Task<T> Answer => _answer.Task;

    internal override void Write(SqliteLink link) => _written = write(link, this);

    internal override void Succeed() => _answer.TrySetResult(_written);

    internal override void Fail(Exception fault) => _answer.TrySetException(fault);
}
