using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// A bank whose borrowers are linked: feeds, reviews and tells on a store, each when a test says so, with a clock that
/// moves on by a second with every update.
/// </summary>
internal sealed class PartyBank : TimeProvider
{
    private static readonly WarningCause _person = new(WarningCauseKind.Operator, "", "li", "asked for it");

    private readonly ActivatedRuleSet _rules;

    public PartyBank(MeddledStore store, ActivatedRuleSet rules, DateTimeOffset start)
    {
        (Store, _rules, Now) = (store, rules, start);
        var active = new ActiveRuleSet();
        active.Activate(rules);
        Monitor = new WarningMonitor(store, active, this);
    }

    /// <summary>The store.</summary>
    public MeddledStore Store { get; }

    /// <summary>Who reviews, closes and tells.</summary>
    public WarningMonitor Monitor { get; }

    /// <summary>What the clock says.</summary>
    public DateTimeOffset Now { get; private set; }

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>A feed says how many cases a borrower has, and it is reviewed.</summary>
    public async Task CasesAsync(BorrowerId borrower, int cases) => await PutAsync(
        borrower, at => SampleFeatures.View("firm", at, ("cases", FeatureValue.OfNumber(cases))));

    /// <summary>A borrower without cases gets these guarantors, and is reviewed.</summary>
    public async Task LinkedAsync(string borrower, params BorrowerId[] guarantors)
    {
        var id = BorrowerId.Parse(borrower);
        await CasesAsync(id, 0);
        await PutAsync(id, at => new BorrowerLinks(
            at, [.. guarantors.Select(party => new Link(LinkKind.Guarantor, party))]).ToUpdate());
    }

    /// <summary>Those who are linked to a borrower are told.</summary>
    public Task TellAsync(BorrowerId borrower) => Monitor.TellAsync(borrower, default).AsTask();

    /// <summary>A borrower is reviewed.</summary>
    public async Task ReviewAsync(string borrower) => await Monitor.ReviewAsync(
        BorrowerId.Parse(borrower), WarningCauseKind.FeatureUpdate, default);

    /// <summary>A person closes or erases a borrower.</summary>
    public async Task CloseAsync(string borrower, bool erases) => await Monitor.CloseAsync(
        BorrowerId.Parse(borrower), erases, _person, _rules, default);

    /// <summary>A borrower's state.</summary>
    public async Task<BorrowerWarnings> StateAsync(BorrowerId borrower) =>
        await Store.Warnings.ReadAsync(borrower, default);

    /// <inheritdoc cref="StateAsync(BorrowerId)"/>
    public Task<BorrowerWarnings> StateAsync(string borrower) => StateAsync(BorrowerId.Parse(borrower));

    /// <summary>The level of each of some borrowers.</summary>
    public async Task<IReadOnlyList<WarningLevel>> LevelsAsync(params string[] borrowers)
    {
        var levels = new List<WarningLevel>();
        foreach (var borrower in borrowers) levels.Add((await StateAsync(borrower)).Level);
        return levels;
    }

    /// <summary>The level of its worst guarantor as a borrower's view has it; null where that is unknown.</summary>
    public async Task<string?> GuarantorLevelAsync(string borrower)
    {
        var stored = await Store.Features.ReadAsync(BorrowerId.Parse(borrower), default);
        return stored!.Views[ServerViews.Connected].Values.GetValueOrDefault(ServerViews.WorstGuarantorLevel);
    }

    private async Task PutAsync(BorrowerId borrower, Func<DateTimeOffset, FeatureViewUpdate> viewAt)
    {
        Now = Now.AddSeconds(1);
        await Store.Features.ApplyAsync([new FeatureUpdate(borrower, [viewAt(Now)])], default);
        await Monitor.ReviewAsync(borrower, WarningCauseKind.FeatureUpdate, default);
    }
}
