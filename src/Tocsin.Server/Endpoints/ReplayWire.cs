using Tocsin.Journal.Records;
using Tocsin.V1;
using CoreReplayed = Tocsin.Journal.Replaying.ReplayedDecision;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes what deciding again came to.</summary>
internal static class ReplayWire
{
    /// <summary>One decision.</summary>
    public static ReplayedDecision Write(DecisionRecord record, LayoutRecord? layout, CoreReplayed replayed) => new()
    {
        DecisionId = JournalFields.IdOf(record).ToString(),
        BorrowerId = record.BorrowerId,
        Product = layout?.Product ?? "",
        Verdict = (ReplayVerdict)replayed.Verdict,
        OutcomeThen = (Outcome)(record.Decided?.Outcome ?? 0),
        OutcomeNow = (Outcome)(replayed.Now?.Outcome ?? 0),
        MovedRules = { replayed.MovedRules },
        MovedInputs = { replayed.MovedInputs },
        Why = (ReplayObstacle)(replayed.Obstacle ?? 0),
    };

    /// <summary>Counts a verdict.</summary>
    public static void Count(ReplaySummary summary, ReplayVerdict verdict)
    {
        summary.Decisions++;
        _ = verdict switch
        {
            ReplayVerdict.Same => summary.Same++,
            ReplayVerdict.DataMoved => summary.DataMoved++,
            ReplayVerdict.RulesMoved => summary.RulesMoved++,
            ReplayVerdict.BothMoved => summary.BothMoved++,
            ReplayVerdict.ProgramMoved => summary.ProgramMoved++,
            _ => summary.Unknown++,
        };
    }
}
