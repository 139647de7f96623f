namespace Tocsin.Client;

/// <summary>Where a subscription starts: now, with a snapshot, or after a cursor.</summary>
/// <remarks>The default value is <see cref="Now"/>.</remarks>
public readonly record struct SubscriptionStart
{
    private SubscriptionStart(bool isSnapshot, string? cursor)
    {
        IsSnapshot = isSnapshot;
        Cursor = cursor;
    }

    /// <summary>With what changes from now on.</summary>
    /// <remarks>
    /// Until the first message has come there is no cursor, so a connection lost before it may lose changes; the
    /// subscription tells so with <see cref="SubscriptionNoticeKind.GapPossible"/>.
    /// </remarks>
    public static SubscriptionStart Now => default;

    /// <summary>With every open warning that matches, and then with what changes.</summary>
    public static SubscriptionStart Snapshot => new(isSnapshot: true, cursor: null);

    /// <summary>True for <see cref="Snapshot"/>.</summary>
    public bool IsSnapshot { get; }

    /// <summary>The cursor to go on from; null for the other starts.</summary>
    public string? Cursor { get; }

    /// <summary>After the message that carried a cursor: no gap, and nothing before it.</summary>
    /// <exception cref="ArgumentException">The cursor is empty.</exception>
    public static SubscriptionStart After(string cursor)
    {
        ArgumentException.ThrowIfNullOrEmpty(cursor);
        return new SubscriptionStart(isSnapshot: false, cursor);
    }
}
