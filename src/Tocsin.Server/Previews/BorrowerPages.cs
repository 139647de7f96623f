using System.Runtime.CompilerServices;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Previews;
using Tocsin.Core.Storage;

namespace Tocsin.Server.Previews;

/// <summary>Reads the borrowers of a preview, page by page and as a review would. Thread-safe.</summary>
/// <param name="store">The store.</param>
/// <param name="preview">The preview.</param>
/// <param name="share">The share of borrowers that is looked at, above 0 to 1.</param>
internal sealed class BorrowerPages(IStore store, RuleSetPreview preview, double share)
{
    private const int PageSize = 256;

    // As many borrowers are read at once while as many are looked at, which is one turn of a background thread. What
    // is read lives until it is looked at: the more of it, the longer every collection of garbage stops the answers.
    internal const int AtOnce = 4;

    // As often are features read again that are older than what was made of them.
    private const int MaximumReads = 3;

    private long _erased;
    private long _unsettled;

    /// <summary>How many borrowers were erased between being listed and being read.</summary>
    public long Erased => Interlocked.Read(ref _erased);

    /// <summary>How many were written again and again while they were read.</summary>
    public long Unsettled => Interlocked.Read(ref _unsettled);

    /// <summary>True for a borrower that is looked at: the same each time, spread over all partitions.</summary>
    public bool IsChosen(BorrowerId borrower) => share >= 1 || PreviewSample.Holds(borrower, share);

    /// <summary>
    /// The borrowers of a partition, or a share of them, a few at a time; the next few are read meanwhile.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ReadBorrower>> EachAsync(
        int partition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Task<IReadOnlyList<ReadBorrower>>? ahead = null;
        await foreach (var some in ListAsync(partition, cancellation))
        {
            var next = ReadAllAsync(some, cancellation);
            if (ahead is not null) yield return await ahead;
            ahead = next;
        }

        if (ahead is not null) yield return await ahead;
    }

    /// <summary>
    /// A borrower; null where nothing is stored of it any more, or it is written again and again meanwhile.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<ReadBorrower?> ReadAsync(BorrowerId borrower, CancellationToken cancellation) =>
        (await TryReadAsync(borrower, cancellation)).Borrower;

    private async IAsyncEnumerable<BorrowerId[]> ListAsync(
        int partition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        BorrowerId? after = null;
        IReadOnlyList<BorrowerId> page;
        do
        {
            page = await store.Features.ListAsync(partition, after, PageSize, cancellation);
            foreach (var some in page.Where(IsChosen).Chunk(AtOnce)) yield return some;
            after = page.Count > 0 ? page[^1] : null;
        }
        while (page.Count == PageSize);
    }

    private async Task<IReadOnlyList<ReadBorrower>> ReadAllAsync(BorrowerId[] some, CancellationToken cancellation)
    {
        var read = await Task.WhenAll(some.Select(borrower => TryReadAsync(borrower, cancellation)));
        Interlocked.Add(ref _unsettled, read.LongCount(one => one.IsUnsettled));
        Interlocked.Add(ref _erased, read.LongCount(one => one is { Borrower: null, IsUnsettled: false }));
        return [.. read.Select(one => one.Borrower).OfType<ReadBorrower>()];
    }

    private async Task<(ReadBorrower? Borrower, bool IsUnsettled)> TryReadAsync(
        BorrowerId borrower, CancellationToken cancellation)
    {
        var reading = store.Features.ReadAsync(borrower, cancellation);
        var state = await store.Warnings.ReadAsync(borrower, cancellation);
        var stored = await reading;
        // A review that is committed between the two reads saw newer features: no review would start from the older.
        for (var reads = 1; stored?.Revision < state.FeaturesRevision && reads < MaximumReads; reads++)
            stored = await store.Features.ReadAsync(borrower, cancellation);
        if (stored is null) return (null, false);
        return stored.Revision < state.FeaturesRevision
            ? (null, true) : (await RefreshedAsync(state, stored, cancellation), false);
    }

    private async Task<ReadBorrower> RefreshedAsync(
        Core.Warnings.BorrowerWarnings state, StoredProfile stored, CancellationToken cancellation)
    {
        var rules = preview.Candidate.Set;
        if (!preview.Tells || !PreviewedLinks.IsDue(rules, state, stored, preview.AsOf))
            return new ReadBorrower(state, stored, null);
        var standings = await StandingsAsync(stored, _ => null, cancellation);
        return PreviewedLinks.Write(rules, stored, standings, preview.AsOf) is not { } view
            ? new ReadBorrower(state, stored, null)
            : new ReadBorrower(state, PreviewedLinks.With(stored, view), view);
    }

    /// <summary>Where the parties stand that a borrower is linked to.</summary>
    /// <param name="stored">The borrower's features.</param>
    /// <param name="levelOf">
    /// The level that those linked to a party know, of its state; null to take it from the state itself.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<Dictionary<BorrowerId, PartyStanding>> StandingsAsync(
        StoredProfile stored, Func<Core.Warnings.BorrowerWarnings, Core.Warnings.WarningLevel?> levelOf,
        CancellationToken cancellation)
    {
        var rules = preview.Candidate.Set;
        var standings = new Dictionary<BorrowerId, PartyStanding>();
        foreach (var some in PreviewedLinks.PartiesOf(rules, stored, preview.AsOf).Chunk(AtOnce))
        {
            var read = await Task.WhenAll(some.Select(ReadPartyAsync));
            foreach (var (party, standing) in some.Zip(read)) standings[party] = standing;
        }

        return standings;

        async Task<PartyStanding> ReadPartyAsync(BorrowerId party)
        {
            var state = await store.Warnings.ReadAsync(party, cancellation);
            var features = PreviewedLinks.AsksBalance(rules)
                ? await store.Features.ReadAsync(party, cancellation) : null;
            var standing = PartyStanding.Of(rules, state, features, preview.AsOf);
            return levelOf(state) is { } level ? standing with { Level = level } : standing;
        }
    }
}
