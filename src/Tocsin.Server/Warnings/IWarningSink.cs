using Tocsin.Core.Warnings;

namespace Tocsin.Server.Warnings;

/// <summary>Where the messages of a subscription go. One message at a time.</summary>
internal interface IWarningSink
{
    /// <summary>An open warning, as part of the snapshot; null: the borrower's place on the watch list.</summary>
    Task SnapshotEntryAsync(Warning? warning, BorrowerWarnings borrower);

    /// <summary>The snapshot is complete.</summary>
    Task SnapshotEndAsync(WarningCursor cursor, long entries);

    /// <summary>A change.</summary>
    /// <param name="item">The change.</param>
    /// <param name="isHeld">True when another message follows at once, with which it may go out together.</param>
    Task ChangeAsync(FeedItem item, bool isHeld = false);

    /// <summary>A cursor in silence.</summary>
    Task CheckpointAsync(WarningCursor cursor);
}
