using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// The watch list of a rehearsed branch, as its officers keep it: put on, looked at when it is time, taken off once
/// calm for long enough and not before.
/// </summary>
internal sealed class BranchWatchlist(
    Clients clients, BranchLedger ledger, BranchPlan plan, IReadOnlyList<BranchBorrower> borrowers, BranchSteps steps)
{
    private const int PutOnByHand = 2;
    private const int TriesTooEarlyOn = 7;

    private static readonly TimeSpan _calm = TimeSpan.FromDays(90);

    private readonly Dictionary<string, BranchBorrower> _byName = borrowers.ToDictionary(one => one.Name);

    private IEnumerable<BranchBorrower> ByHand =>
        borrowers.Where(borrower => borrower.Story == BranchStory.Sound).Take(PutOnByHand);

    /// <summary>Puts two on the list of whom nothing is known but a feeling.</summary>
    public async Task BeginAsync()
    {
        foreach (var borrower in ByHand)
        {
            await steps.TakeAsync("put on the watch list", clients.Warnings.PutOnWatchlistAsync(
                new PutOnWatchlistRequest { BorrowerId = borrower.Name, Reason = "the owner was evasive" }));
        }
    }

    /// <summary>Looks at whose turn it is.</summary>
    public async Task LookAsync(int day, DateTimeOffset now)
    {
        if (day == TriesTooEarlyOn)
        {
            await steps.RefusedAsync("taking off too early", "BORROWER_NOT_CALM", clients.Warnings
                .TakeOffWatchlistAsync(new() { BorrowerId = ByHand.First().Name, Reason = "nothing came of it" }));
        }

        foreach (var (name, place) in ledger.Places)
        {
            if (place.CalmSince?.ToDateTimeOffset() + _calm <= now) await TakeOffAsync(name);
            else if (place.ReviewBy.ToDateTimeOffset() <= now.AddDays(2)) await ReviewAsync(_byName[name], day);
        }
    }

    private async Task TakeOffAsync(string name) => await steps.TakeAsync(
        "take off the watch list", clients.Warnings.TakeOffWatchlistAsync(
            new TakeOffWatchlistRequest { BorrowerId = name, Reason = "calm for 90 days" }));

    private async Task ReviewAsync(BranchBorrower borrower, int day)
    {
        if (borrower.HasLazyOfficer && plan.Draw(borrower.Index, day, "does not look") < 0.7) return;
        await steps.TakeAsync("review the watch list", clients.Warnings.ReviewWatchlistAsync(
            new ReviewWatchlistRequest { BorrowerId = borrower.Name, Reason = "looked at the accounts" }));
    }
}
