using Tocsin.V1;

namespace Tocsin.Replay.Watching;

/// <summary>
/// What one subscription has told: which warnings stand, and how many changes there were. Not thread-safe.
/// </summary>
/// <param name="borrowers">The borrowers that count; a running server may hold others.</param>
internal sealed class WarningTally(IReadOnlySet<string> borrowers)
{
    private const string GradeLabel = "lender.bank_grade";

    private readonly Dictionary<string, StandingWarning> _standing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _revisions = new(StringComparer.Ordinal);
    private readonly Dictionary<ChangeKey, int> _changes = [];

    /// <summary>The open warnings.</summary>
    public IReadOnlyCollection<StandingWarning> Standing => _standing.Values;

    /// <summary>How many changes there were.</summary>
    public IReadOnlyDictionary<ChangeKey, int> Changes => _changes;

    /// <summary>Changes that carry no evidence, and so no month.</summary>
    public int Undated { get; private set; }

    /// <summary>Changes that did not follow the one before of the same warning.</summary>
    public int Gaps { get; private set; }

    /// <summary>The last revision of a warning that was told; 0 when none was.</summary>
    public long RevisionOf(string warning) => _revisions.GetValueOrDefault(warning);

    /// <summary>Takes over from which revision of a warning on changes are new; it may be closed.</summary>
    public void Know(string warning, long revision) => _revisions[warning] = Math.Max(RevisionOf(warning), revision);

    /// <summary>Takes a warning that stood at the start.</summary>
    public void Take(SnapshotEntry entry)
    {
        if (entry.Warning is not null) Stand(entry.Warning, entry.Borrower);
    }

    /// <summary>Takes a change.</summary>
    public void Take(WarningChange change)
    {
        // The watch list is none of its business.
        if (change.Warning is null || !borrowers.Contains(change.Warning.BorrowerId)) return;
        if (change.Warning.Revision != RevisionOf(change.Warning.Id) + 1) Gaps++;
        Stand(change.Warning, change.BorrowerAfter);
        if (ChangeKey.Of(change) is { } key) _changes[key] = _changes.GetValueOrDefault(key) + 1;
        else Undated++;
    }

    private void Stand(Warning warning, BorrowerSituation borrower)
    {
        if (!borrowers.Contains(warning.BorrowerId)) return;
        _revisions[warning.Id] = warning.Revision;
        _standing.Remove(warning.Id);
        if (warning.Level <= WarningLevel.None) return;
        var grade = borrower.Labels.GetValueOrDefault(GradeLabel, "");
        _standing[warning.Id] = new StandingWarning(warning.BorrowerId, grade, warning.Indicator, warning.Level);
    }
}
