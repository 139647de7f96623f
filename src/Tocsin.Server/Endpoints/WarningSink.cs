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
    private static readonly WriteOptions _held = new(WriteFlags.BufferHint);

    private Task _write = Task.CompletedTask;
    private WarningCursor? _cursor;

    /// <summary>The cursor of the last message that was handed to the call; empty before the first.</summary>
    public string Cursor => _cursor?.Encode() ?? "";

    /// <inheritdoc/>
    public Task SnapshotEntryAsync(Warning? warning, BorrowerWarnings borrower) => WriteAsync(
        new WatchWarningsResponse { SnapshotEntry = WarningWire.Write(warning, borrower, active.Current!) },
        cursor: null);

    /// <inheritdoc/>
    public Task SnapshotEndAsync(WarningCursor cursor, long entries) => WriteAsync(
        new WatchWarningsResponse { SnapshotEnd = new SnapshotEnd { Cursor = cursor.Encode(), Entries = entries } },
        cursor);

    /// <inheritdoc/>
    public Task ChangeAsync(FeedItem item, bool isHeld) => WriteAsync(item.Encoded(Encode), item.Reached, isHeld);

    /// <inheritdoc/>
    public Task CheckpointAsync(WarningCursor cursor) => WriteAsync(
        new WatchWarningsResponse { Checkpoint = new Checkpoint { Cursor = cursor.Encode() } }, cursor);

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

    private WatchWarningsResponse Encode(FeedItem item)
    {
        var response = WarningWire.Write(item, active.Current!.Set);
        if (item.IsShared) EncodedResponses.Keep(response);
        return response;
    }

    private Task WriteAsync(WatchWarningsResponse response, WarningCursor? cursor, bool isHeld = false)
    {
        stream.WriteOptions = isHeld ? _held : WriteOptions.Default;
        _write = stream.WriteAsync(response);
        // What was handed over reaches the client before any trailer does, however long the write still waits.
        _cursor = cursor ?? _cursor;
        return _write.IsCompleted ? _write : _write.WaitAsync(stall, time, ended);
    }
}
