using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Parties;

/// <summary>
/// Keeps the views <c>connected</c> true: writes a borrower's when its links or its refresh ask for it, and those of
/// the borrowers linked to a party when that party's own level changed. Thread-safe; several instances may write the
/// same borrower's at once.
/// </summary>
/// <remarks>
/// Whoever writes reads again afterwards what it wrote from, and writes anew where that has changed, so that of two who
/// write at once none leaves an older reading behind. What a crash leaves undone the next refresh does.
/// </remarks>
public sealed class ConnectedParties(IStore store, TimeProvider time)
{
    private const int PageSize = 256;

    // Reads at once of the parties of one borrower.
    private const int ReadAhead = 32;

    /// <summary>Writes a borrower's view when it is due.</summary>
    /// <returns>The borrower's features, with the view.</returns>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask<StoredProfile?> RefreshAsync(
        RuleSet rules, StoredProfile? stored, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return ConnectedView.DueAt(rules.Catalogue, stored) <= time.GetUtcNow()
            ? await WriteAsync(rules, stored!, changedParty: "", cancellation) : stored;
    }

    /// <summary>True when somebody is linked to a party.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask<bool> HasAnyAsync(BorrowerId party, CancellationToken cancellation) =>
        (await store.Links.ListAsync(party, null, 1, cancellation)).Count > 0;

    /// <summary>Writes the view of every borrower that is linked to a party whose level changed.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="party">The party.</param>
    /// <param name="marked">Given each borrower whose view changed, and which so waits for a review.</param>
    /// <param name="cancellation">Ends it between two borrowers.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask TellAsync(
        RuleSet rules, BorrowerId party, Action<BorrowerId> marked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(marked);
        BorrowerId? after = null;
        IReadOnlyList<BorrowerId> page;
        do
        {
            page = await store.Links.ListAsync(party, after, PageSize, cancellation);
            foreach (var borrower in page)
            {
                cancellation.ThrowIfCancellationRequested();
                if (await TellAsync(rules, party, borrower, cancellation)) marked(borrower);
                after = borrower;
            }
        }
        while (page.Count == PageSize);
    }

    private async ValueTask<bool> TellAsync(
        RuleSet rules, BorrowerId party, BorrowerId borrower, CancellationToken cancellation)
    {
        var stored = await store.Features.ReadAsync(borrower, cancellation);
        if (!Names(stored, party))
        {
            await store.Links.RemoveAsync(party, borrower, cancellation);
            // Links that were put between the two are put back.
            stored = await store.Features.ReadAsync(borrower, cancellation);
            if (!Names(stored, party)) return false;
        }

        var revision = stored!.Revision;
        return (await WriteAsync(rules, stored, party.Value, cancellation))?.Revision > revision;
    }

    private static bool Names(StoredProfile? stored, BorrowerId party) =>
        BorrowerLinks.Of(stored)?.All.Any(link => link.Party == party) == true;

    private async ValueTask<StoredProfile?> WriteAsync(
        RuleSet rules, StoredProfile stored, string changedParty, CancellationToken cancellation)
    {
        var current = stored;
        for (var attempt = 0; attempt < WarningMonitor.MaximumTries; attempt++)
        {
            if (BorrowerLinks.Of(current) is not { } links) return current;
            if (attempt == 0)
            {
                foreach (var party in links.All.Select(link => link.Party).Distinct())
                    await store.Links.AddAsync(party, current.Borrower, cancellation);
            }

            var now = time.GetUtcNow();
            var values = await ReadAsync(rules, current, links, now, cancellation);
            var written = current.Views.GetValueOrDefault(ServerViews.Connected);
            var isDue = ConnectedView.DueAt(rules.Catalogue, current) <= now;
            if (!isDue && written is not null && IsSame(written, values)) return current;
            if (changedParty.Length > 0)
                values[ConnectedView.ChangedParty] = FeatureValue.OfText(changedParty);
            // Never as old as what is there, whatever this instance's clock says.
            var observedAt = written is null || now > written.ObservedAt ? now : written.ObservedAt.AddMicroseconds(1);
            await store.Features.ApplyAsync(
                [new FeatureUpdate(
                    current.Borrower, [new FeatureViewUpdate(ServerViews.Connected, observedAt, values)])],
                cancellation);
            if (await store.Features.ReadAsync(current.Borrower, cancellation) is not { } next) return null;
            current = next;
        }

        return current;
    }

    private async ValueTask<Dictionary<string, FeatureValue>> ReadAsync(
        RuleSet rules, StoredProfile stored, BorrowerLinks links, DateTimeOffset now, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rules.Catalogue.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var inForce = links.All.Where(link => link.Holds(today)).ToList();
        var standings = new Dictionary<BorrowerId, PartyStanding>();
        foreach (var parties in inForce.Select(link => link.Party).Distinct().Chunk(ReadAhead))
        {
            var read = await Task.WhenAll(parties.Select(party => ReadAsync(rules, party, now, cancellation)));
            foreach (var (party, standing) in parties.Zip(read)) standings[party] = standing;
        }

        return new Dictionary<string, FeatureValue>(
            ConnectedView.Of(rules, inForce, standings, PartyStanding.BalanceOf(rules, stored, now)),
            StringComparer.Ordinal)
        {
            [ConnectedView.LinksOf] = FeatureValue.OfText(ConnectedView.Digest(links)),
        };
    }

    private async Task<PartyStanding> ReadAsync(
        RuleSet rules, BorrowerId party, DateTimeOffset now, CancellationToken cancellation)
    {
        var state = await store.Warnings.ReadAsync(party, cancellation);
        var stored = ConnectedView.BalanceSlot(rules) is null
            ? null : await store.Features.ReadAsync(party, cancellation);
        return PartyStanding.Of(rules, state, stored, now);
    }

    private static bool IsSame(StoredView written, Dictionary<string, FeatureValue> values) =>
        written.Values.Where(pair => pair.Key != ConnectedView.ChangedParty).ToHashSet()
            .SetEquals(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToCanonicalText())));
}
