using Tocsin.Cli.Reports;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Journaling;

/// <summary>What came of a report on a journal.</summary>
/// <param name="Read">Decisions read.</param>
/// <param name="Foreign">Of these, decisions of which it cannot be told that they are of the product.</param>
/// <param name="Repeated">Decisions that did not count, because a later one repeats their request.</param>
/// <param name="RuleSets">How many rule sets decided.</param>
/// <param name="OtherRules">Decisions that count and that another rule set made than the report's.</param>
/// <param name="Months">The horizon that took the place of the score's; null where none did.</param>
/// <param name="HasOutcomes">True where anything that became of a decision was recorded.</param>
/// <param name="Part">The report.</param>
/// <param name="Baseline">The baseline that the decisions give, to be stored.</param>
internal sealed record JournalModelResult(
    long Read, long Foreign, long Repeated, int RuleSets, long OtherRules, int? Months, bool HasOutcomes,
    ReportPart Part, ModelBaseline Baseline);
