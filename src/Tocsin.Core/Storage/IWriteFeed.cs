namespace Tocsin.Core.Storage;

/// <summary>
/// Tells which borrowers were written, so that whoever keeps a copy of what the store has knows when it is old. Every
/// member may be called from any thread at once.
/// </summary>
public interface IWriteFeed
{
    /// <summary>
    /// Rung when features or warnings of a borrower were written, or may have been: by this process before the write is
    /// answered, by another a moment after. What is written once it is told is told again. Handlers return at once and
    /// never throw.
    /// </summary>
    event Action<BorrowerWrite>? Written;

    /// <summary>
    /// Rung when writes of others may have gone untold, because a connection broke or came back: no copy that was made
    /// before is known to hold any more.
    /// </summary>
    event Action? Broken;

    /// <summary>
    /// Completes once everything that was written to a partition before the call has been told; at once where nobody
    /// else can write.
    /// </summary>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">
    /// Nobody answered in time: what was written meanwhile may never be told.
    /// </exception>
    ValueTask ConfirmAsync(int partition, CancellationToken cancellation);
}
