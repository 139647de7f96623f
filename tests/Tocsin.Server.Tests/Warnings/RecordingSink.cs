using System.Threading.Channels;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;

namespace Tocsin.Server.Tests.Warnings;

/// <summary>Keeps the messages of a subscription, each as a line.</summary>
internal sealed class RecordingSink : IWarningSink
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <summary>The cursor of the last message that had one.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>The next line.</summary>
    public Task<string> NextAsync() => _lines.Reader.ReadAsync().AsTask().WaitAsync(_limit);

    /// <inheritdoc/>
    public Task SnapshotEntryAsync(Warning warning, BorrowerWarnings borrower) =>
        Note($"entry {borrower.Borrower}", "");

    /// <inheritdoc/>
    public Task SnapshotEndAsync(string cursor, long entries) => Note($"end {entries}", cursor);

    /// <inheritdoc/>
    public Task ChangeAsync(FeedItem item) => Note($"change {item.Change.Borrower}", item.Cursor);

    /// <inheritdoc/>
    public Task CheckpointAsync(string cursor) => Note("checkpoint", cursor);

    private Task Note(string line, string cursor)
    {
        if (cursor.Length > 0) Cursor = cursor;
        return _lines.Writer.WriteAsync(line).AsTask();
    }
}
