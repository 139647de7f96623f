using Tocsin.V1;

namespace Tocsin.Client;

/// <summary>How far a subscription is: what to ask for next, and what has been delivered already.</summary>
internal sealed class SubscriptionPosition(SubscriptionStart start, int rememberedIds)
{
    private readonly RecentIds _changes = new(rememberedIds);
    private readonly RecentIds _cursors = new(rememberedIds);

    /// <summary>The cursor of the last message delivered; null before the first one.</summary>
    public string? Cursor { get; private set; } = start.Cursor;

    /// <summary>True from the request for a snapshot until its end has been delivered.</summary>
    public bool InSnapshot { get; private set; } = start.IsSnapshot;

    /// <summary>The request that goes on from here.</summary>
    public WatchWarningsRequest NextRequest(WarningFilter filter)
    {
        var request = new WatchWarningsRequest { Filter = filter.Clone() };
        if (InSnapshot) request.FromSnapshot = new();
        else if (Cursor is null) request.FromNow = new();
        else request.FromCursor = Cursor;
        return request;
    }

    /// <summary>True when the message is a change that has been delivered before.</summary>
    public bool IsRepeat(WatchWarningsResponse message) =>
        message.EventCase == WatchWarningsResponse.EventOneofCase.Change && _changes.Contains(message.Change.ChangeId);

    /// <summary>Notes that the consumer has handled a message.</summary>
    public void Delivered(WatchWarningsResponse message)
    {
        switch (message.EventCase)
        {
            case WatchWarningsResponse.EventOneofCase.SnapshotEnd:
                InSnapshot = false;
                MoveTo(message.SnapshotEnd.Cursor);
                break;
            case WatchWarningsResponse.EventOneofCase.Change:
                _changes.Add(message.Change.ChangeId);
                MoveTo(message.Change.Cursor);
                break;
            case WatchWarningsResponse.EventOneofCase.Checkpoint:
                MoveTo(message.Checkpoint.Cursor);
                break;
        }
    }

    /// <summary>
    /// Takes the cursor a server sent when it ended a stream, if it is newer. Cursors have no order to compare by; but
    /// every older one has been delivered, so one that was never seen is newer, or older only by changes that the
    /// memory of changes drops.
    /// </summary>
    public void MoveToIfNewer(string cursor)
    {
        if (!InSnapshot && !_cursors.Contains(cursor)) MoveTo(cursor);
    }

    /// <summary>
    /// Goes back to a snapshot. What was delivered is forgotten: in another history an id may mean another change.
    /// </summary>
    public void RestartFromSnapshot()
    {
        InSnapshot = true;
        Cursor = null;
        _changes.Clear();
        _cursors.Clear();
    }

    private void MoveTo(string cursor)
    {
        // During a snapshot only its end moves the cursor, so that a cut starts the snapshot over.
        if (cursor.Length == 0 || InSnapshot) return;
        Cursor = cursor;
        _cursors.Add(cursor);
    }
}
