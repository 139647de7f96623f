using System.Threading.Channels;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;

namespace Tocsin.Server.Tests.Warnings;

/// <summary>Keeps the messages of a subscription, each as a line.</summary>
internal sealed class RecordingSink : IWarningSink
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <summary>Completes when the reader of this sink takes changes; it does from the start.</summary>
    public Task Reads { get; set; } = Task.CompletedTask;

    /// <summary>The cursor of the last message that had one.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>The next line.</summary>
    public Task<string> NextAsync() => _lines.Reader.ReadAsync().AsTask().WaitAsync(_limit);

    /// <inheritdoc/>
    public Task SnapshotEntryAsync(Warning? warning, BorrowerWarnings borrower) =>
        Note(warning is null ? $"watched {borrower.Borrower}" : $"entry {borrower.Borrower}", null);

    /// <inheritdoc/>
    public Task SnapshotEndAsync(WarningCursor cursor, long entries) => Note($"end {entries}", cursor);

    /// <inheritdoc/>
    public async Task ChangeAsync(FeedItem item, bool isHeld)
    {
        await Note($"change {item.Change!.Borrower}", item.Reached);
        await Reads;
    }

    /// <inheritdoc/>
    public Task CheckpointAsync(WarningCursor cursor) => Note("checkpoint", cursor);

    private Task Note(string line, WarningCursor? cursor)
    {
        if (cursor is not null) Cursor = cursor.Encode();
        return _lines.Writer.WriteAsync(line).AsTask();
    }
}
