namespace Tocsin.Journal.Verifying;

/// <summary>What verifying a journal gave.</summary>
public sealed record JournalVerification
{
    /// <summary>
    /// What was found, in the order of the files; at most <see cref="JournalVerifier.MaximumFindings"/>.
    /// </summary>
    public required IReadOnlyList<JournalFinding> Findings { get; init; }

    /// <summary>True when there were more findings.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>Which journal it is; empty where no head can be read.</summary>
    public required string Journal { get; init; }

    /// <summary>How many files.</summary>
    public required int Segments { get; init; }

    /// <summary>How many groups whose hash is right.</summary>
    public required long Groups { get; init; }

    /// <summary>How many decisions in those.</summary>
    public required long Decisions { get; init; }

    /// <summary>How many entries of every kind in those.</summary>
    public required long Entries { get; init; }

    /// <summary>The last group.</summary>
    public required JournalHead Head { get; init; }

    /// <summary>True when nothing is wrong.</summary>
    public bool IsSound => !IsTruncated && !Findings.Any(finding => finding.IsDamage);
}
