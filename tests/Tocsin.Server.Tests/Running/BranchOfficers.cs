using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// The officers of a rehearsed branch. At ten they look at the warnings of their borrowers: take them up, begin what is
/// to be done, close what was dealt with. One of them leaves things lying now and then.
/// </summary>
internal sealed class BranchOfficers(
    Clients clients, BranchLedger ledger, BranchCalendar calendar, BranchPlan plan,
    IReadOnlyList<BranchBorrower> borrowers)
{
    private const string Freeze = "A03";
    private const string Visit = "A02";
    private const int TreatmentDays = 5;

    private readonly Dictionary<string, BranchBorrower> _byName = borrowers.ToDictionary(one => one.Name);
    private readonly HashSet<string> _visited = [];
    private int _day;
    private DateTimeOffset _now;

    /// <summary>What became of their steps.</summary>
    public BranchSteps Steps { get; } = new();

    /// <summary>Looks at every open warning.</summary>
    public async Task LookAsync(int day, DateTimeOffset now)
    {
        (_day, _now) = (day, now);
        foreach (var warning in ledger.Warnings.Where(BranchLedger.IsOpen))
        {
            var borrower = _byName[warning.BorrowerId];
            // Who leaves it for today may still be in time tomorrow, or not.
            if (Draws(warning, "leaves it") < (borrower.HasLazyOfficer ? 0.7 : 0.05)) continue;
            await LookAtAsync(borrower, warning);
        }
    }

    private Task LookAtAsync(BranchBorrower borrower, Warning warning) => warning.State switch
    {
        WarningState.Raised when warning.Level <= WarningLevel.Yellow && Draws(warning, "waits") < 0.06
            => SilenceAsync(warning),
        WarningState.Raised => TakeUpAsync(borrower, warning),
        WarningState.Acknowledged => TreatAsync(borrower, warning, ActionFor(warning)),
        WarningState.Treating => GoOnAsync(borrower, warning),
        _ => Task.CompletedTask,
    };

    private async Task SilenceAsync(Warning warning) => await Steps.TakeAsync(
        "suppress", clients.Warnings.SuppressWarningAsync(new SuppressWarningRequest
        {
            WarningId = warning.Id,
            ExpectedRevision = warning.Revision,
            Reason = "the next statements will tell",
            Until = _now.AddDays(10).ToTimestamp(),
        }));

    private async Task TakeUpAsync(BranchBorrower borrower, Warning warning)
    {
        var answer = await Steps.TakeAsync(
            "acknowledge", clients.Warnings.AcknowledgeWarningAsync(new AcknowledgeWarningRequest
            {
                WarningId = warning.Id,
                ExpectedRevision = warning.Revision,
                Reason = "seen, the owner will be called",
            }));
        if (answer is null || warning.Level < WarningLevel.Orange || warning.Assignee.Length > 0) return;
        await Steps.TakeAsync("assign", clients.Warnings.AssignWarningAsync(new AssignWarningRequest
        {
            WarningId = warning.Id,
            ExpectedRevision = answer.Warning.Revision,
            Reason = "the borrower is theirs",
            Assignee = borrower.Officer,
        }));
    }

    private async Task TreatAsync(BranchBorrower borrower, Warning warning, string action)
    {
        var answer = await Steps.TakeAsync(
            action == Freeze ? "treat by freezing" : "treat",
            clients.Warnings.TreatWarningAsync(new TreatWarningRequest
            {
                WarningId = warning.Id,
                ExpectedRevision = warning.Revision,
                Reason = "as agreed with the owner",
                Action = action,
                DueAt = calendar.CloseAfter(BranchCalendar.DayOf(_now), TreatmentDays).ToTimestamp(),
            }));
        if (answer is null) return;
        if (warning.Level == WarningLevel.Red && warning.EscalatedTo.Length == 0)
        {
            await Steps.TakeAsync("hand up", clients.Warnings.EscalateWarningAsync(new EscalateWarningRequest
            {
                WarningId = warning.Id,
                ExpectedRevision = answer.Warning.Revision,
                Reason = "red: to be decided above",
                To = "head-of-branch",
            }));
        }

        if (action == Visit && Draws(warning, "sees") < 0.2 && _visited.Add(borrower.Name)) await ReportAsync(borrower);
    }

    // What a visit has shown.
    private async Task ReportAsync(BranchBorrower borrower) => await Steps.TakeAsync(
        "raise after a visit", clients.Warnings.RaiseWarningAsync(new RaiseWarningRequest
        {
            BorrowerId = borrower.Name,
            Indicator = "hand_site_visit",
            Level = plan.Draw(borrower.Index, "visit") < 0.3 ? WarningLevel.Orange : WarningLevel.Yellow,
            Reason = "half of the machines stood still",
        }));

    private Task GoOnAsync(BranchBorrower borrower, Warning warning)
    {
        var isLate = warning.TreatmentMissed || warning.Treatment?.DueAt?.ToDateTimeOffset() <= _now.AddDays(1);
        if (borrower.IsOver(_day) || (isLate && CanBeSettled(borrower, warning)))
        {
            return Steps.TakeAsync("resolve", clients.Warnings.ResolveWarningAsync(new ResolveWarningRequest
            {
                WarningId = warning.Id,
                ExpectedRevision = warning.Revision,
                Reason = "dealt with",
                Evidence = $"file-{borrower.Index}-{_day}",
            }));
        }

        return isLate ? TreatAsync(borrower, warning, ActionFor(warning)) : Task.CompletedTask;
    }

    private bool CanBeSettled(BranchBorrower borrower, Warning warning) =>
        warning.Family == "hand" || (!borrower.HasDefaulted(_day) && Draws(warning, "is settled") < 0.4);

    // Where the rules call for a frozen limit, it is frozen; else what they name first.
    private static string ActionFor(Warning warning) => warning.Actions.Any(action => action.Code == Freeze)
        ? Freeze : warning.Actions.FirstOrDefault()?.Code ?? Visit;

    private double Draws(Warning warning, string what) =>
        plan.Draw(_byName[warning.BorrowerId].Index, warning.Indicator, warning.ExposureId, _day, what);

    /// <summary>Records what came of the warnings of those who defaulted or paid after all.</summary>
    public async Task RecordAsync(int day, DateTimeOffset now)
    {
        (_day, _now) = (day, now);
        var known = ledger.Warnings.Where(warning => warning.Outcome is null).ToLookup(warning => warning.BorrowerId);
        foreach (var borrower in borrowers)
        {
            if (borrower.HasDefaulted(day)) await RecordDefaultAsync(borrower, [.. known[borrower.Name]]);
            if (!borrower.IsOver(day)) continue;
            foreach (var warning in known[borrower.Name].Where(warning => !BranchLedger.IsOpen(warning)))
                await RecordAsync(warning.Id, false, BranchPlan.Day(day));
        }
    }

    private async Task RecordDefaultAsync(BranchBorrower borrower, IReadOnlyList<Warning> warnings)
    {
        // Once, for what was there by then: what comes after it foresaw nothing.
        if (!_visited.Add($"{borrower.Name} defaulted")) return;
        var on = BranchPlan.Day(borrower.Begins + borrower.Lasts);
        foreach (var warning in warnings) await RecordAsync(warning.Id, true, on);
        if (warnings.Count > 0) return;
        var raised = await Steps.TakeAsync(
            "raise an unforeseen default", clients.Warnings.RaiseWarningAsync(new RaiseWarningRequest
            {
                BorrowerId = borrower.Name,
                Indicator = "hand_unforeseen_default",
                Level = WarningLevel.Red,
                Reason = "no warning foresaw it",
            }));
        if (raised is not null) await RecordAsync(raised.Warning.Id, true, on);
    }

    private async Task RecordAsync(string warning, bool cameTrue, DateOnly on) => await Steps.TakeAsync(
        cameTrue ? "record that it came true" : "record a false alarm",
        clients.Warnings.RecordWarningOutcomeAsync(new RecordWarningOutcomeRequest
        {
            WarningId = warning,
            Reason = cameTrue ? "enforced against" : "paid after all",
            CameTrue = cameTrue,
            On = new Date { Year = on.Year, Month = on.Month, Day = on.Day },
        }));
}
