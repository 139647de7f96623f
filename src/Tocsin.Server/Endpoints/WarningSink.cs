using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using Warning = Tocsin.Core.Warnings.Warning;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes the messages of one subscription to its call, and remembers the last cursor it wrote.</summary>
/// <param name="stream">The call's stream.</param>
/// <param name="active">The rules, for titles and actions.</param>
/// <param name="stall">How long one message may wait for its reader.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">When this fires, nobody waits for a message any more; the message itself goes on.</param>
internal sealed class WarningSink(
    IServerStreamWriter<WatchWarningsResponse> stream, ActiveRuleSet active, TimeSpan stall, TimeProvider time,
    CancellationToken ended) : IWarningSink
{
    private Task _write = Task.CompletedTask;

    /// <summary>The cursor of the last message that was handed to the call; empty before the first.</summary>
    public string Cursor { get; private set; } = "";

    /// <inheritdoc/>
    public Task SnapshotEntryAsync(Warning warning, BorrowerWarnings borrower)
    {
        var rules = active.Current!;
        var title = rules.TitleOf(warning.Indicator);
        return WriteAsync(new WatchWarningsResponse
        {
            SnapshotEntry = new SnapshotEntry
            {
                Warning = WarningWire.Write(warning, borrower.Borrower, title, rules.Set),
                Borrower = WarningWire.Write(borrower.Situation),
            },
        }, cursor: "");
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

    /// <summary>
    /// Waits for the message that was handed over last. A call that ends under a write leaves the connection's stream
    /// object in a state that can hang a later call on it.
    /// </summary>
    /// <returns>False when the message still waits for its reader after the limit.</returns>
    public async Task<bool> SettledAsync(TimeSpan limit)
    {
        await Task.WhenAny(_write, Task.Delay(limit, time, CancellationToken.None));
        return _write.IsCompleted;
    }

    private Task WriteAsync(WatchWarningsResponse response, string cursor)
    {
        _write = stream.WriteAsync(response);
        // What was handed over reaches the client before any trailer does, however long the write still waits.
        if (cursor.Length > 0) Cursor = cursor;
        return _write.IsCompleted ? _write : _write.WaitAsync(stall, time, ended);
    }
}
