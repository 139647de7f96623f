namespace Tocsin.Core.Warnings;

/// <summary>What a person does to a borrower's place on the watch list. Immutable.</summary>
public sealed record WatchlistStep
{
    private WatchlistStep(WarningChangeKind kind) => Kind = kind;

    /// <summary>Takes the borrower off.</summary>
    public static WatchlistStep TakeOff { get; } = new(WarningChangeKind.Unwatchlisted);

    /// <summary>The change it makes.</summary>
    public WarningChangeKind Kind { get; }

    /// <summary>When a person must look again, in UTC; null for the time that the rules give.</summary>
    public DateTimeOffset? ReviewAt { get; private init; }

    /// <summary>Puts the borrower on.</summary>
    /// <param name="reviewAt">When a person must look again, after now; null for the time of the rules.</param>
    public static WatchlistStep PutOn(DateTimeOffset? reviewAt) =>
        new(WarningChangeKind.Watchlisted) { ReviewAt = reviewAt };

    /// <summary>Says that a person has looked, and when one must look again.</summary>
    /// <param name="reviewAt">When a person must look again, after now; null for the time of the rules.</param>
    public static WatchlistStep Review(DateTimeOffset? reviewAt) =>
        new(WarningChangeKind.WatchlistReviewed) { ReviewAt = reviewAt };
}
