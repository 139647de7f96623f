using Tocsin.Core.Features;

namespace Tocsin.Core.Parties;

/// <summary>
/// Who is linked to a party: the way back from a party to the borrowers whose links name it. Every member may be called
/// from any thread at once.
/// </summary>
/// <remarks>
/// It is an index: the links themselves are features of the borrower. One that is in it too many costs a look, so
/// whoever finds one takes it out; one that is missing is put back when the borrower's connected view is next written.
/// A call that cannot be answered because the store is away throws <see cref="Storage.StoreUnavailableException"/>.
/// </remarks>
public interface ILinkStore
{
    /// <summary>Notes that a borrower is linked to a party. Repeating it changes nothing.</summary>
    ValueTask AddAsync(BorrowerId party, BorrowerId borrower, CancellationToken cancellation);

    /// <summary>Forgets that a borrower is linked to a party. Repeating it changes nothing.</summary>
    ValueTask RemoveAsync(BorrowerId party, BorrowerId borrower, CancellationToken cancellation);

    /// <summary>
    /// The borrowers that are linked to a party, in ordinal order of id, after <paramref name="after"/> (from the first
    /// when null), at most <paramref name="limit"/> (1 to <see cref="Storage.StoreLimits.MaximumPage"/>).
    /// </summary>
    ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        BorrowerId party, BorrowerId? after, int limit, CancellationToken cancellation);
}
