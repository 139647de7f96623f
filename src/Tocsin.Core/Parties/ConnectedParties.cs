using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
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

    // The parties that are being told of here, true where somebody asked for it anew meanwhile.
    private readonly ConcurrentDictionary<BorrowerId, bool> _telling = new();

    // So many first ones that cannot be told are passed over; more mean that nobody can.
    private const int MaximumFailures = 8;

    // Reads at once of the parties of one borrower.
    private const int ReadAhead = 32;

    /// <summary>Writes a borrower's view when it is due.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="stored">The borrower's features.</param>
    /// <param name="isForced">True to look although it is not due: the borrower was closed and told nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The borrower's features, with the view.</returns>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask<StoredProfile?> RefreshAsync(
        RuleSet rules, StoredProfile? stored, bool isForced, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var dueAt = ConnectedView.DueAt(rules.Catalogue, stored);
        return dueAt <= time.GetUtcNow() || (isForced && dueAt is not null)
            ? (await WriteAsync(rules, stored!, changedParty: "", cancellation)).Stored : stored;
    }

    /// <summary>Forgets that an erased borrower was linked to its parties.</summary>
    /// <param name="stored">What was stored of it; null when nothing was.</param>
    /// <param name="cancellation">Ends it between two parties; whoever finds the rest takes it out.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask ForgetAsync(StoredProfile? stored, CancellationToken cancellation)
    {
        if (BorrowerLinks.Of(stored) is not { } links) return;
        foreach (var party in links.All.Select(link => link.Party).Distinct())
            await store.Links.RemoveAsync(party, stored!.Borrower, cancellation);
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
    /// <returns>
    /// False when not everybody was told: others kept changing a borrower, or the party is being told of here already,
    /// which then goes round once more.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask<bool> TellAsync(
        RuleSet rules, BorrowerId party, Action<BorrowerId> marked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(marked);
        while (!_telling.TryAdd(party, false))
        {
            // Whoever tells goes round once more: of a level that went there and back those in between know the wrong
            // one.
            if (_telling.TryUpdate(party, true, false) || _telling.GetValueOrDefault(party)) return false;
        }

        try
        {
            while (true)
            {
                if (!await TellEveryoneAsync(rules, party, marked, cancellation)) return false;
                if (_telling.TryRemove(KeyValuePair.Create(party, false))) return true;
                _telling[party] = false;
            }
        }
        finally
        {
            _telling.TryRemove(party, out _);
        }
    }

    private async ValueTask<bool> TellEveryoneAsync(
        RuleSet rules, BorrowerId party, Action<BorrowerId> marked, CancellationToken cancellation)
    {
        BorrowerId? after = null;
        IReadOnlyList<BorrowerId> page;
        var (told, isAll, failures) = (0, true, new List<Exception>());
        do
        {
            page = await store.Links.ListAsync(party, after, PageSize, cancellation);
            foreach (var borrower in page)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    var isChanged = await TellAsync(rules, party, borrower, cancellation);
                    if (isChanged == true) marked(borrower);
                    isAll &= isChanged is not null;
                    told++;
                }
                catch (Exception exception) when (
                    exception is not OperationCanceledException && (told > 0 || failures.Count < MaximumFailures))
                {
                    // The others are told all the same; all of them again when this is.
                    failures.Add(exception);
                }

                after = borrower;
            }
        }
        while (page.Count == PageSize);

        if (failures.Count > 0) ExceptionDispatchInfo.Throw(failures[0]);
        return isAll;
    }

    // True when the borrower's view changed, null when it could not be written since others kept changing the borrower.
    private async ValueTask<bool?> TellAsync(
        RuleSet rules, BorrowerId party, BorrowerId borrower, CancellationToken cancellation)
    {
        var stored = await store.Features.ReadAsync(borrower, cancellation);
        if (!Names(stored, party))
        {
            await store.Links.RemoveAsync(party, borrower, cancellation);
            // Links that were put between the two are put back.
            stored = await store.Features.ReadAsync(borrower, cancellation);
            if (!Names(stored, party)) return false;
            await store.Links.AddAsync(party, borrower, cancellation);
        }

        // It is told when something wakes it.
        if ((await store.Warnings.ReadAsync(borrower, cancellation)).IsResting(stored)) return false;
        var revision = stored!.Revision;
        var (written, isSettled) = await WriteAsync(rules, stored, party.Value, cancellation);
        return isSettled ? written is not null && written.Revision > revision : null;
    }

    private static bool Names(StoredProfile? stored, BorrowerId party) =>
        BorrowerLinks.Of(stored)?.All.Any(link => link.Party == party) == true;

    // The borrower as it is then, null when it is gone; not settled where others kept changing it.
    private async ValueTask<(StoredProfile? Stored, bool IsSettled)> WriteAsync(
        RuleSet rules, StoredProfile stored, string changedParty, CancellationToken cancellation)
    {
        var current = stored;
        var (added, isSettled) = ("", true);
        for (var attempt = 0; attempt < WarningMonitor.MaximumTries; attempt++)
        {
            if (BorrowerLinks.Of(current) is not { } links) return (current, true);
            // Rules that do not read it have nothing to write.
            if (rules.Catalogue.FindView(ServerViews.Connected) is null) return (current, true);
            var now = time.GetUtcNow();
            var written = current.Views.GetValueOrDefault(ServerViews.Connected);
            var isDue = ConnectedView.DueAt(rules.Catalogue, current) <= now;
            // The way back of every link, before its party is read: a change that comes after is told.
            if (isDue && added != ConnectedView.Digest(rules.Catalogue, links))
            {
                foreach (var party in links.All.Select(link => link.Party).Distinct())
                    await store.Links.AddAsync(party, current.Borrower, cancellation);
                added = ConnectedView.Digest(rules.Catalogue, links);
            }

            var values = await ReadAsync(rules, current, links, now, cancellation);
            if (!isDue && written is not null && ConnectedView.IsSame(written, values)) return (current, true);
            if (changedParty.Length > 0)
                values[ConnectedView.ChangedParty] = FeatureValue.OfText(changedParty);
            var observedAt = ConnectedView.WrittenAfter(written, now);
            ConnectedView.Note(values, current);
            // Over what was read and nothing else: who was erased meanwhile does not come back, and who was closed
            // meanwhile can tell that it was nothing new of its own.
            var result = await store.Features.ApplyAsync(
                [
                    new FeatureUpdate(
                        current.Borrower, [new FeatureViewUpdate(ServerViews.Connected, observedAt, values)])
                    {
                        ExpectedRevision = current.Revision,
                    },
                ],
                cancellation);
            if (await store.Features.ReadAsync(current.Borrower, cancellation) is not { } next)
                return (null, true);
            isSettled = !result[0].RevisionDiffers;
            current = next;
        }

        return (current, isSettled);
    }

    private async ValueTask<Dictionary<string, FeatureValue>> ReadAsync(
        RuleSet rules, StoredProfile stored, BorrowerLinks links, DateTimeOffset now, CancellationToken cancellation)
    {
        var inForce = ConnectedView.InForce(rules.Catalogue, links, now);
        var standings = new Dictionary<BorrowerId, PartyStanding>();
        foreach (var parties in inForce.Select(link => link.Party).Distinct().Chunk(ReadAhead))
        {
            var read = await Task.WhenAll(parties.Select(party => ReadAsync(rules, party, now, cancellation)));
            foreach (var (party, standing) in parties.Zip(read)) standings[party] = standing;
        }

        return ConnectedView.Make(rules, stored, links, inForce, standings, now);
    }

    private async Task<PartyStanding> ReadAsync(
        RuleSet rules, BorrowerId party, DateTimeOffset now, CancellationToken cancellation)
    {
        var state = await store.Warnings.ReadAsync(party, cancellation);
        var stored = ConnectedView.BalanceSlot(rules) is null
            ? null : await store.Features.ReadAsync(party, cancellation);
        return PartyStanding.Of(rules, state, stored, now);
    }
}
