using Tocsin.Core.Features;

namespace Tocsin.Core.Storage;

/// <summary>
/// What a decision journal keeps outside its files: the keys that its personal values are sealed under, and how far
/// each journal has come. Every member may be called from any thread at once.
/// </summary>
/// <remarks>
/// A call that cannot be answered because the store is away throws <see cref="StoreUnavailableException"/>. Erasing a
/// borrower (<see cref="Warnings.WarningCommit.Erases"/>) destroys its key with the rest of it: what is sealed under
/// that key can then no longer be read by anybody, and the journal's files stay as they are.
/// </remarks>
public interface IJournalStore
{
    /// <summary>How long a borrower's key is, in bytes.</summary>
    const int KeyLength = 32;

    /// <summary>
    /// The borrower's key; the candidate becomes it, durably, where there is none. Of several candidates at once the
    /// first wins and all are answered that one.
    /// </summary>
    /// <param name="borrower">The borrower; it need not be known to the store otherwise.</param>
    /// <param name="candidate">Random bytes, <see cref="KeyLength"/> of them.</param>
    /// <param name="cancellation">Ends the wait; the candidate may have become the key all the same.</param>
    ValueTask<byte[]> GetOrAddKeyAsync(
        BorrowerId borrower, ReadOnlyMemory<byte> candidate, CancellationToken cancellation);

    /// <summary>The borrower's key; null where none was ever added, or it was destroyed.</summary>
    ValueTask<byte[]?> ReadKeyAsync(BorrowerId borrower, CancellationToken cancellation);

    /// <summary>How far the journal of an instance had come; null when none was noted.</summary>
    ValueTask<JournalAnchor?> ReadAnchorAsync(string instance, CancellationToken cancellation);

    /// <summary>
    /// Notes durably how far an instance's journal has come. For one journal the note never goes back: false, and
    /// nothing changes, where a later group of the same journal is noted already. Another journal takes its place.
    /// </summary>
    ValueTask<bool> WriteAnchorAsync(JournalAnchor anchor, CancellationToken cancellation);
}
