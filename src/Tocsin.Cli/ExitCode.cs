namespace Tocsin.Cli;

/// <summary>How the tool ends; scripts rely on these numbers, and <c>--help</c> lists them.</summary>
internal enum ExitCode
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>The command line, or a file it names, cannot be used.</summary>
    Usage = 1,

    /// <summary>The server refused the request, or some of a file's rows were refused.</summary>
    Refused = 2,

    /// <summary>The rules have problems, an example failed, or coverage is below what was asked for.</summary>
    RulesHaveProblems = 3,

    /// <summary>The server cannot be reached, is not ready, or did not answer in time.</summary>
    Unavailable = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>The server failed; its log says why.</summary>
    Failed = 6,

    /// <summary>Decisions that were decided again came out otherwise, or it cannot be told.</summary>
    DecisionsMoved = 7,

    /// <summary>The journal is damaged, or the program itself decides otherwise than it did.</summary>
    JournalDamaged = 8,

    /// <summary>A live instance does not answer with what is active.</summary>
    FleetBehind = 9,

    /// <summary>Two rule sets that were asked to say the same do not.</summary>
    RulesDiffer = 10,

    /// <summary>More borrowers would differ than were allowed, or it cannot be told.</summary>
    TooManyDiffer = 11,

    /// <summary>It was stopped by Ctrl-C or not confirmed.</summary>
    Cancelled = 130,
}
