using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>
/// Tells of what this process wrote: a folder belongs to one process, so nobody else writes. Thread-safe.
/// </summary>
internal sealed class SqliteWriteFeed : IWriteFeed
{
    /// <inheritdoc/>
    public event Action<BorrowerWrite>? Written;

    /// <inheritdoc/>
    /// <remarks>There is no connection that could break.</remarks>
    public event Action? Broken
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public ValueTask ConfirmAsync(int partition, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>
    /// Tells of a write; called on the writer's thread, once it is durable and before it is answered.
    /// </summary>
    internal void Tell(BorrowerWrite write) => Written?.Invoke(write);
}
