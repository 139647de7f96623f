using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>What came of a rehearsal.</summary>
/// <param name="Plan">What was rehearsed.</param>
/// <param name="WorkingDays">On how many days people worked.</param>
/// <param name="Updates">Updates that feeds sent.</param>
/// <param name="Ledger">What the subscriber was told.</param>
/// <param name="Steps">What people did.</param>
/// <param name="Desk">What was decided on drawdowns.</param>
/// <param name="Swaps">The swaps of rules.</param>
/// <param name="Levels">Borrowers by level at the end.</param>
/// <param name="Figures">The server's own report on the whole time.</param>
/// <param name="Faults">What did not hold.</param>
internal sealed record BranchReport(
    BranchPlan Plan, int WorkingDays, int Updates, BranchLedger Ledger, BranchSteps Steps, BranchDesk Desk,
    IReadOnlyList<BranchSwap> Swaps, IReadOnlyDictionary<WarningLevel, int> Levels, ReportWarningsResponse Figures,
    IReadOnlyList<string> Faults);

/// <summary>A swap of rules in the midst of a rehearsal.</summary>
/// <param name="On">The day.</param>
/// <param name="What">What was changed, in words.</param>
/// <param name="Activation">The activation number.</param>
internal sealed record BranchSwap(DateOnly On, string What, long Activation);
