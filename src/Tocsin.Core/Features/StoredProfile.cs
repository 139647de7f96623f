namespace Tocsin.Core.Features;

/// <summary>Everything a store holds of a borrower's features, as text that the catalogue's types read.</summary>
/// <param name="Borrower">The borrower.</param>
/// <param name="Revision">The features revision; at least 1.</param>
/// <param name="Views">The stored views by name; a view never sent is absent.</param>
public sealed record StoredProfile(BorrowerId Borrower, long Revision, IReadOnlyDictionary<string, StoredView> Views);

/// <summary>One stored view.</summary>
/// <param name="ObservedAt">When its values held, in UTC, to the microsecond.</param>
/// <param name="Values">Canonical text by feature name within the view; a missing feature is absent.</param>
public sealed record StoredView(DateTimeOffset ObservedAt, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The bytes of its texts as they are kept.</summary>
    public int CountTextBytes() => Values is StoredValues values
        ? values.CountTextBytes() : Values.Values.Sum(text => sizeof(char) * text.Length);
}
