namespace Tocsin.Core.Warnings;

/// <summary>A borrower's place on the watch list, from the day it came on until it goes off. Immutable.</summary>
public sealed record WatchlistEntry
{
    /// <summary>The id: the borrower's id, a slash, and twelve hexadecimal characters.</summary>
    public required string Id { get; init; }

    /// <summary>Grows by one with every change of it; 1 when the borrower comes on the list.</summary>
    public required long Revision { get; init; }

    /// <summary>When the borrower came on the list, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When a person must look at the borrower's place on the list again, in UTC.</summary>
    public required DateTimeOffset ReviewAt { get; init; }

    /// <summary>True once that moment has passed and was told.</summary>
    public bool IsReviewDue { get; init; }

    /// <summary>Since when the borrower has stood at yellow or less, in UTC; null while it stands higher.</summary>
    public DateTimeOffset? CalmSince { get; init; }

    /// <summary>Who changed it last; empty when its level brought the borrower on the list.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What they said; empty when nobody said anything.</summary>
    public string Reason { get; init; } = "";
}
