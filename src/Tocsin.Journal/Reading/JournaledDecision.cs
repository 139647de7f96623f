using Tocsin.Journal.Records;

namespace Tocsin.Journal.Reading;

/// <summary>A decision as a journal holds it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Layout">
/// The names behind it; null where the group that held them cannot be read any more.
/// </param>
/// <param name="Outcomes">What became of it, in the order in which that was journaled.</param>
/// <param name="IsIntact">False where the hash of its group is wrong: it may not be what was written.</param>
public sealed record JournaledDecision(
    DecisionRecord Record, LayoutRecord? Layout, IReadOnlyList<DecisionOutcomeRecord> Outcomes, bool IsIntact);
