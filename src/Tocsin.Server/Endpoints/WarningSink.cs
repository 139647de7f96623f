using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using Warning = Tocsin.Core.Warnings.Warning;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes the messages of one subscription to its call, and remembers the last cursor it wrote.</summary>
internal sealed class WarningSink(
    IServerStreamWriter<WatchWarningsResponse> stream, ActiveRuleSet active) : IWarningSink
{
    /// <summary>The cursor of the last message that was handed to the call; empty before the first.</summary>
    public string Cursor { get; private set; } = "";

    /// <inheritdoc/>
    public Task SnapshotEntryAsync(Warning warning, BorrowerWarnings borrower)
    {
        var rules = active.Current!;
        var title = rules.TitleOf(warning.Indicator);
        return stream.WriteAsync(new WatchWarningsResponse
        {
            SnapshotEntry = new SnapshotEntry
            {
                Warning = WarningWire.Write(warning, borrower.Borrower, title, rules.Set),
                Borrower = WarningWire.Write(borrower.Situation),
            },
        });
    }

    /// <inheritdoc/>
    public Task SnapshotEndAsync(string cursor, long entries) => WriteAsync(
        new WatchWarningsResponse { SnapshotEnd = new SnapshotEnd { Cursor = cursor, Entries = entries } }, cursor);

    /// <inheritdoc/>
    public Task ChangeAsync(FeedItem item) =>
        WriteAsync(item.Encoded(change => WarningWire.Write(change, active.Current!.Set)), item.Cursor);

    /// <inheritdoc/>
    public Task CheckpointAsync(string cursor) => WriteAsync(
        new WatchWarningsResponse { Checkpoint = new Checkpoint { Cursor = cursor } }, cursor);

    private async Task WriteAsync(WatchWarningsResponse response, string cursor)
    {
        var write = stream.WriteAsync(response);
        // What was handed over reaches the client before any trailer does, however long the write still waits.
        if (cursor.Length > 0) Cursor = cursor;
        await write;
    }
}
