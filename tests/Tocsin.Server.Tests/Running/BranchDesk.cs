using Google.Type;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>The desk of a rehearsed branch at which borrowers ask to draw on their loans.</summary>
internal sealed class BranchDesk(
    Clients clients, BranchLedger ledger, BranchPlan plan, IReadOnlyList<BranchBorrower> borrowers)
{
    private const string FrozenReason = "K19";
    private const string RedReason = "K20";

    private readonly Dictionary<(string Month, Outcome Outcome), int> _outcomes = [];
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _courses = [];
    private readonly List<string> _faults = [];

    /// <summary>How often it was decided so, by month.</summary>
    public IReadOnlyDictionary<(string Month, Outcome Outcome), int> Outcomes => _outcomes;

    /// <summary>How often each reason stood in the way.</summary>
    public IReadOnlyDictionary<string, int> Reasons => _reasons;

    /// <summary>Drawdowns that were asked for while the limit was frozen or the borrower red.</summary>
    public int Barred { get; private set; }

    /// <summary>Borrowers that drew, were stopped by a frozen limit, and drew again.</summary>
    public IReadOnlyList<string> FrozenAndFreed => [.. _courses
        .Where(course => course.Value.Contains("AFA", StringComparison.Ordinal)).Select(course => course.Key)
        .Order(StringComparer.Ordinal)];

    /// <summary>What must not have been decided so.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Takes the applications of a day.</summary>
    public async Task OpenAsync(int day, DateTimeOffset now)
    {
        foreach (var borrower in borrowers)
        {
            var (isFrozen, isRed) = (
                ledger.IsFrozen(borrower.Name), ledger.LevelOf(borrower.Name) == WarningLevel.Red);
            var chance = isFrozen || isRed ? 0.2 : 0.08;
            if (!borrower.AsksDaily && plan.Draw(borrower.Index, day, "asks") >= chance) continue;
            var answer = await clients.Decisions.DecideAsync(Request(borrower, day)).ResponseAsync
                .WaitAsync(TimeSpan.FromSeconds(30));
            Take(borrower, answer, BranchLedger.Month(now), isFrozen, isRed);
        }
    }

    private static DecideRequest Request(BranchBorrower borrower, int day) => new()
    {
        RequestId = $"{borrower.Name}-{day}",
        BorrowerId = borrower.Name,
        ExposureId = BranchBorrower.Loan,
        Product = "mse_working_capital",
        Kind = ApplicationKind.Drawdown,
        Amount = new Money { CurrencyCode = "CNY", Units = 50_000 },
        TermMonths = 6,
        Purpose = "working_capital",
    };

    private void Take(BranchBorrower borrower, DecideResponse answer, string month, bool isFrozen, bool isRed)
    {
        _outcomes[(month, answer.Outcome)] = _outcomes.GetValueOrDefault((month, answer.Outcome)) + 1;
        var isGranted = answer.Outcome is Outcome.Approve or Outcome.ApproveWithConditions or Outcome.CounterOffer;
        var codes = answer.Reasons.Where(reason => reason.Kind != ReasonKind.Score).Select(reason => reason.Code)
            .Distinct().ToList();
        if (!isGranted) foreach (var code in codes) _reasons[code] = _reasons.GetValueOrDefault(code) + 1;
        if (isFrozen || isRed) Barred++;
        Hold(!(isGranted && (isFrozen || isRed)), "was granted while frozen or red");
        Hold(codes.Contains(FrozenReason) == isFrozen, isFrozen ? "does not say frozen" : "says frozen");
        Hold(codes.Contains(RedReason) == isRed, isRed ? "does not say red" : "says red");
        Hold(!answer.Degraded, "was decided without the store");
        var mark = isFrozen ? 'F' : isGranted ? 'A' : 'D';
        var course = _courses.GetValueOrDefault(borrower.Name, "");
        if (!course.EndsWith(mark)) _courses[borrower.Name] = course + mark;

        void Hold(bool isSo, string fault)
        {
            if (!isSo) _faults.Add($"the drawdown {answer.RequestId} ({answer.Outcome}) {fault}");
        }
    }
}
