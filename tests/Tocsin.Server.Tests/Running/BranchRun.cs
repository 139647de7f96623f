using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Some months of a branch against one server whose clock is simulated: feeds at eight, officers at ten, drawdowns at
/// two, night at eight in the evening; a swap of rules in the middle, taken back later.
/// </summary>
internal sealed class BranchRun : IAsyncDisposable
{
    private const string Parameter = "debt_to_assets_orange";
    private const double Shipped = 0.8;
    private const double Swapped = 0.805;

    private readonly BranchPlan _plan;
    private readonly BranchCalendar _calendar = new();
    private readonly BranchClock _clock;
    private readonly RuleCopy _rules;
    private readonly Clients _clients;
    private readonly OperatorPage _page;
    private readonly BranchRest _rest;
    private readonly BranchLedger _ledger;
    private readonly BranchWatch _watch;
    private readonly BranchFeed _feed;
    private readonly BranchOfficers _officers;
    private readonly BranchWatchlist _list;
    private readonly BranchDesk _desk;
    private readonly List<BranchSwap> _swaps = [];
    private readonly List<string> _faults = [];
    private int _workingDays;

    private BranchRun(
        BranchPlan plan, BranchClock clock, RuleCopy rules, ServerProcess server, BranchLedger ledger,
        BranchWatch watch)
    {
        var borrowers = BranchBorrower.Draw(plan);
        (_plan, _clock, _rules, _ledger, _watch) = (plan, clock, rules, ledger, watch);
        _clients = new Clients(server);
        _page = new OperatorPage(server);
        _rest = new BranchRest(_page, clock);
        _feed = new BranchFeed(_clients, borrowers);
        _officers = new BranchOfficers(_clients, ledger, _calendar, plan, borrowers);
        _list = new BranchWatchlist(_clients, ledger, plan, borrowers, _officers.Steps);
        _desk = new BranchDesk(_clients, ledger, plan, borrowers);
    }

    /// <summary>Runs it.</summary>
    /// <param name="place">Where the fresh server keeps its data.</param>
    /// <param name="folder">Where the rules and the clock's file go.</param>
    /// <param name="plan">What is rehearsed.</param>
    /// <param name="told">Told of each day that is over.</param>
    public static async Task<BranchReport> RunAsync(
        StorePlace place, TemporaryFolder folder, BranchPlan plan, Action<DateOnly>? told = null)
    {
        var rules = new RuleCopy(folder, withExamples: true);
        var clock = new BranchClock(folder.At("now"), BranchCalendar.At(BranchPlan.FirstDay, 8));
        await using var server = await place.StartAsync(
            rules.Setting, clock.Setting, "Warnings:SweepMs=50", "Warnings:CheckpointMs=100");
        var ledger = new BranchLedger(new BranchCalendar());
        await using var run = new BranchRun(
            plan, clock, rules, server, ledger, await BranchWatch.StartAsync(server, ledger));
        for (var day = 0; day < plan.Days; day++)
        {
            await run.PassAsync(day);
            told?.Invoke(BranchPlan.Day(day));
        }

        await run.CloseAsync();
        if (!server.Output.Contains("THE CLOCK IS SIMULATED", StringComparison.Ordinal))
            run._faults.Add("the server's log does not say that its clock is simulated");
        return await run.ReportAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _page.Dispose();
    }

    private async Task PassAsync(int day)
    {
        await BeginDayAsync(day);
        if (!_calendar.IsOpen(BranchPlan.Day(day))) return;
        _workingDays++;
        if (_swaps.Count == 0 && day >= _plan.Days / 2) await SwapAsync(day, Swapped);
        else if (_swaps.Count == 1 && day >= _plan.Days * 3 / 4) await SwapAsync(day, Shipped);
        await MoveAsync(day, 10);
        await _officers.LookAsync(day, _clock.Now);
        await _officers.RecordAsync(day, _clock.Now);
        await _list.LookAsync(day, _clock.Now);
        await MoveAsync(day, 14);
        await _desk.OpenAsync(day, _clock.Now);
        await MoveAsync(day, 20);
    }

    // Feeds come every day: the rules take daily values for old after two.
    private async Task BeginDayAsync(int day)
    {
        await MoveAsync(day, 8);
        await _feed.SendAsync(day, _clock.Now);
        await RestAsync();
        if (day > 0) return;
        await _feed.LinkAsync(_clock.Now);
        await _feed.BookAsync();
        await _list.BeginAsync();
        await RestAsync();
    }

    // The first working day after the last: who has been calm all the time goes off the list.
    private async Task CloseAsync()
    {
        var day = _plan.Days;
        for (; !_calendar.IsOpen(BranchPlan.Day(day)); day++) await BeginDayAsync(day);
        await BeginDayAsync(day);
        await MoveAsync(day, 10);
        await _list.LookAsync(day, _clock.Now);
        await RestAsync();
    }

    private Task MoveAsync(int day, int hour)
    {
        _clock.MoveTo(BranchCalendar.At(BranchPlan.Day(day), hour));
        return RestAsync();
    }

    private async Task RestAsync()
    {
        await _rest.ComeAsync();
        await _watch.CaughtUpAsync();
        _ledger.HoldAgainst(_clock.Now);
    }

    private async Task SwapAsync(int day, double value)
    {
        _rules.SetParameter(Parameter, value);
        var activation = await _clients.ActivatedAsync(_rules.Digest);
        await RestAsync();
        _swaps.Add(new BranchSwap(
            BranchPlan.Day(day), string.Create(CultureInfo.InvariantCulture, $"{Parameter} to {value}"), activation));
        if (!_ledger.Swaps.Any(change => change.RuleSet.Activation == activation))
            _faults.Add($"activation {activation} moved no warning");
    }

    private async Task<BranchReport> ReportAsync()
    {
        var figures = await _clients.Warnings.ReportWarningsAsync(new ReportWarningsRequest
        {
            From = BranchCalendar.At(BranchPlan.FirstDay, 0).ToTimestamp(),
        });
        if ((string?)(await _page.ReadyAsync())["clock"] != "the clock is simulated")
            _faults.Add("the server does not say that its clock is simulated");
        var levels = (await BranchAudit.BorrowersAsync(_clients)).GroupBy(borrower => borrower.Level)
            .ToDictionary(group => group.Key, group => group.Count());
        var audit = await BranchAudit.FindAsync(
            _clients, _watch.View, _ledger, WarningReportFigures.Of(figures, _ledger));
        return new BranchReport(
            _plan, _workingDays, _feed.Updates, _ledger, _officers.Steps, _desk, _swaps, levels, figures,
            [.. _faults, .. _feed.Faults, .. _ledger.Faults, .. _watch.View.Faults, .. _officers.Steps.Faults,
                .. _desk.Faults, .. audit, .. Lacking()]);
    }

    // What must have happened for all of this to have shown anything.
    private IEnumerable<string> Lacking()
    {
        if (_desk.FrozenAndFreed.Count == 0) yield return "nobody drew, was stopped by a frozen limit, and drew again";
        if (_desk.Barred == 0) yield return "nobody asked for a drawdown while frozen or red";
        if (!_ledger.Deadlines.Keys.Any(key => !key.IsKept)) yield return "no deadline was missed";
        if (_swaps.Count != 2) yield return "the rules were not swapped and put back";
        var swapped = _ledger.Swaps.Select(change => change.RuleSet.Activation).Distinct();
        if (swapped.Except(_swaps.Select(swap => swap.Activation)).Any())
            yield return "a change names a swap that was none";
    }
}
