using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>What deciding again came to; of those that moved so many are kept as a person reads.</summary>
internal sealed class ReplayVerdicts
{
    /// <summary>The most decisions that are kept.</summary>
    public const int MostKept = 1_000;

    private readonly List<ReplayedDecision> _moved = [];
    private bool _isAltered;

    /// <summary>Those that did not come out the same, in the order of the journal.</summary>
    public IReadOnlyList<ReplayedDecision> Moved => _moved;

    /// <summary>How many came out how; null until the end.</summary>
    public ReplaySummary? Summary { get; set; }

    /// <summary>Takes a verdict.</summary>
    public void Add(ReplayedDecision decision)
    {
        if (decision.Verdict == ReplayVerdict.Same) return;
        _isAltered |= decision.Why == ReplayObstacle.Altered;
        if (_moved.Count < MostKept) _moved.Add(decision);
    }

    /// <summary>How the command ends.</summary>
    public ExitCode ExitCode(JournalProblems problems)
    {
        if (problems.IsDamaged || _isAltered || Summary is not { ProgramMoved: 0 })
            return Cli.ExitCode.JournalDamaged;
        // A verdict that this version does not know is none of the same.
        return Summary.Same == Summary.Decisions ? Cli.ExitCode.Done : Cli.ExitCode.DecisionsMoved;
    }
}
