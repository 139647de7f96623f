using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using Warning = Tocsin.Core.Warnings.Warning;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes the messages of one subscription to its call, and remembers the last cursor it wrote.</summary>
internal sealed class WarningSink(IServerStreamWriter<WatchWarningsResponse> stream, ActiveRuleSet active) : IWarningSink
{
    private readonly RuleSet _rules = active.Current!.Set;

    /// <summary>The cursor of the last message that was written; empty before the first.</summary>
    public string Cursor { get; private set; } = "";

    /// <inheritdoc/>
    public Task SnapshotEntryAsync(Warning warning, BorrowerWarnings borrower)
    {
        var title = active.Current!.TitleOf(warning.Indicator);
        return stream.WriteAsync(new WatchWarningsResponse
        {
            SnapshotEntry = new SnapshotEntry
            {
                Warning = WarningWire.Write(warning, borrower.Borrower, title, _rules),
                Borrower = WarningWire.Write(borrower.Situation),
            },
        });
    }

    /// <inheritdoc/>
    public Task SnapshotEndAsync(string cursor, long entries) => WriteAsync(
        new WatchWarningsResponse { SnapshotEnd = new SnapshotEnd { Cursor = cursor, Entries = entries } }, cursor);

    /// <inheritdoc/>
    public Task ChangeAsync(FeedItem item) =>
        WriteAsync(item.Encoded(change => WarningWire.Write(change, _rules)), item.Cursor);

    /// <inheritdoc/>
    public Task CheckpointAsync(string cursor) => WriteAsync(
        new WatchWarningsResponse { Checkpoint = new Checkpoint { Cursor = cursor } }, cursor);

    private async Task WriteAsync(WatchWarningsResponse response, string cursor)
    {
        await stream.WriteAsync(response);
        if (cursor.Length > 0) Cursor = cursor;
    }
}
