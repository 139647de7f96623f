using Tocsin.Core.Warnings;

namespace Tocsin.Server.Warnings;

/// <summary>A change on its way to subscribers, with the cursor that goes on after it.</summary>
/// <remarks>Shared by every subscriber it matches, so that it is put into wire form once.</remarks>
internal sealed class FeedItem(WarningChange change, DateTimeOffset committedAt, string cursor)
{
    private object? _encoded;

    /// <summary>The change.</summary>
    public WarningChange Change { get; } = change;

    /// <summary>When it was committed, in UTC.</summary>
    public DateTimeOffset CommittedAt { get; } = committedAt;

    /// <summary>The cursor that goes on after it.</summary>
    public string Cursor { get; } = cursor;

    /// <summary>The wire form, made by the first who asks. Two who ask at once may both make it; either is right.</summary>
    public T Encoded<T>(Func<FeedItem, T> encode) where T : class => (T)(_encoded ??= encode(this));
}
