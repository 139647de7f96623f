using System.Diagnostics;
using Grpc.Core;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using WarningFilter = Tocsin.V1.WarningFilter;

namespace Tocsin.Server.Tests.Running;

/// <summary>One subscription as a client holds it: every message is awaited with a time limit.</summary>
internal sealed class Watch : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _cut = new();
    private readonly AsyncServerStreamingCall<WatchWarningsResponse> _call;

    private Watch(AsyncServerStreamingCall<WatchWarningsResponse> call) => _call = call;

    /// <summary>The cursor of the last message that carried one.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>Starts a subscription and waits until the server took it.</summary>
    public static async Task<Watch> StartAsync(ServerProcess server, WatchWarningsRequest request)
    {
        var client = new WarningService.WarningServiceClient(server.Channel);
        var watch = new Watch(client.WatchWarnings(request));
        await watch._call.ResponseHeadersAsync.WaitAsync(_limit);
        return watch;
    }

    /// <summary>Starts from now and waits for the first checkpoint: what is changed after it is seen.</summary>
    public static async Task<Watch> FromNowAsync(ServerProcess server, WarningFilter? filter = null)
    {
        var watch = await StartAsync(server, new WatchWarningsRequest { Filter = filter });
        await watch.CheckpointAsync();
        return watch;
    }

    /// <summary>Goes on from a cursor.</summary>
    public static Task<Watch> FromCursorAsync(ServerProcess server, string cursor, WarningFilter? filter = null) =>
        StartAsync(server, new WatchWarningsRequest { FromCursor = cursor, Filter = filter });

    /// <summary>Starts from a snapshot.</summary>
    public static Task<Watch> FromSnapshotAsync(ServerProcess server, WarningFilter? filter = null) => StartAsync(
        server, new WatchWarningsRequest
        {
            FromSnapshot = new WatchWarningsRequest.Types.FromSnapshot(),
            Filter = filter,
        });

    /// <summary>The next message; null when the server ended the stream without an error.</summary>
    public async Task<WatchWarningsResponse?> NextAsync()
    {
        if (!await _call.ResponseStream.MoveNext(_cut.Token).WaitAsync(_limit)) return null;
        var message = _call.ResponseStream.Current;
        var cursor = message.Change?.Cursor ?? message.Checkpoint?.Cursor ?? message.SnapshotEnd?.Cursor;
        if (!string.IsNullOrEmpty(cursor)) Cursor = cursor;
        return message;
    }

    /// <summary>The next change of a warning; checkpoints and changes of the watch list are passed over.</summary>
    public async Task<WarningChange> ChangeAsync()
    {
        while (true)
        {
            var change = await AnyChangeAsync();
            if (change.Warning is not null) return change;
        }
    }

    /// <summary>The next change; checkpoints before it are passed over.</summary>
    public async Task<WarningChange> AnyChangeAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (await NextAsync() is { } message)
        {
            if (message.Change is { } change) return change;
            if (Stopwatch.GetElapsedTime(
                started) > _limit) throw new TimeoutException("No change came, only checkpoints.");
        }

        throw new EndOfStreamException("The subscription ended without a change.");
    }

    /// <summary>The next checkpoint; there must be no change before it.</summary>
    public async Task<string> CheckpointAsync()
    {
        var message = await NextAsync();
        return message?.Checkpoint?.Cursor ?? throw new InvalidDataException($"No checkpoint but {message}.");
    }

    /// <summary>Every change of a warning up to the next checkpoint.</summary>
    public async Task<IReadOnlyList<WarningChange>> ToCheckpointAsync()
    {
        var changes = new List<WarningChange>();
        while (await NextAsync() is { } message)
        {
            if (message.Change is { Warning: not null } change) changes.Add(change);
            else if (message.Checkpoint is not null) return changes;
        }

        throw new EndOfStreamException("The subscription ended without a checkpoint.");
    }

    /// <summary>The warnings of the snapshot, up to its end; their changes in between are put with them.</summary>
    public async Task<(IReadOnlyList<SnapshotEntry> Entries, IReadOnlyList<WarningChange> Changes)> SnapshotAsync()
    {
        var entries = new List<SnapshotEntry>();
        var changes = new List<WarningChange>();
        while (await NextAsync() is { SnapshotEnd: null } message)
        {
            if (message.SnapshotEntry is { Warning: not null } entry) entries.Add(entry);
            if (message.Change is { Warning: not null } change) changes.Add(change);
        }

        return (entries, changes);
    }

    /// <summary>Every change of a warning until the subscription has passed a cursor.</summary>
    public async Task<IReadOnlyList<WarningChange>> ToCursorAsync(string cursor) =>
        [.. (await AllToCursorAsync(cursor)).Where(change => change.Warning is not null)];

    /// <summary>Every change until the subscription has passed a cursor.</summary>
    public async Task<IReadOnlyList<WarningChange>> AllToCursorAsync(string cursor)
    {
        var target = Read(cursor);
        var changes = new List<WarningChange>();
        while (!(Cursor.Length > 0 && Read(Cursor).HasReached(target)) && await NextAsync() is { } message)
        {
            if (message.Change is { } change) changes.Add(change);
        }

        // An entry's last change may still be on its way when its first has reached the place.
        while (Read(Cursor).Places.Any(place => place.Taken > 0)) changes.Add(await AnyChangeAsync());
        return changes;

        static WarningCursor Read(string text) => WarningCursor.TryDecode(text, out var read) ? read : new("", []);
    }

    /// <summary>Reads on until the server ends the stream, and answers with what.</summary>
    public async Task<RpcException> EndAsync()
    {
        try
        {
            while (await NextAsync() is not null)
            {
                // What was on its way already is read first.
            }
        }
        catch (RpcException end)
        {
            return end;
        }

        throw new EndOfStreamException("The subscription ended without a status.");
    }

    /// <summary>Cuts it, as a lost client does.</summary>
    public void Dispose()
    {
        _call.Dispose();
        _cut.Dispose();
    }
}
