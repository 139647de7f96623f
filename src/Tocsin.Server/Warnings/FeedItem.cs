using Tocsin.Core.Warnings;

namespace Tocsin.Server.Warnings;

/// <summary>
/// A change on its way to subscribers, with the place in the log that is reached with it; or that place alone.
/// </summary>
/// <param name="change">The change; null for the place alone.</param>
/// <param name="committedAt">When it was committed, in UTC.</param>
/// <param name="reached">The cursor that goes on after it; null for a change without one.</param>
/// <param name="isShared">True when several subscribers get this item, so that its bytes are worth keeping.</param>
internal sealed class FeedItem(
    WarningChange? change, DateTimeOffset committedAt, WarningCursor? reached, bool isShared = false)
{
    private object? _encoded;

    /// <summary>The change; null for the place alone.</summary>
    public WarningChange? Change { get; } = change;

    /// <summary>When it was committed, in UTC.</summary>
    public DateTimeOffset CommittedAt { get; } = committedAt;

    /// <summary>The cursor that goes on after it; null for a change without one.</summary>
    public WarningCursor? Reached { get; } = reached;

    /// <summary>True when several subscribers get this item.</summary>
    public bool IsShared { get; } = isShared;

    /// <summary>
    /// The wire form, made by the first who asks. Two who ask at once may both make it; either is right.
    /// </summary>
    public T Encoded<T>(Func<FeedItem, T> encode) where T : class => (T)(_encoded ??= encode(this));
}
