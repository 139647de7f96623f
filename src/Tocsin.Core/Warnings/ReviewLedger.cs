using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>
/// What one review has made of a borrower's warnings so far: each as it stands after, and the changes that led there,
/// within the bound of a commit. For one review at a time.
/// </summary>
/// <param name="rules">The active rule set.</param>
/// <param name="before">The stored state.</param>
/// <param name="cause">Why the review is made.</param>
/// <param name="asOf">The moment of the review.</param>
internal sealed class ReviewLedger(
    ActivatedRuleSet rules, BorrowerWarnings before, WarningCause cause, DateTimeOffset asOf)
{
    private readonly List<Warning> _warnings = [];
    private readonly List<PendingChange> _changes = [];

    /// <summary>Every warning looked at, as it stands after.</summary>
    public IReadOnlyList<Warning> Warnings => _warnings;

    /// <summary>The changes, in the order in which they were made.</summary>
    public IReadOnlyList<PendingChange> Changes => _changes;

    /// <summary>True once there was more to change than a commit holds; the rest is left to the next look.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Keeps a warning that did not change.</summary>
    public void Keep(Warning warning) => _warnings.Add(warning);

    /// <summary>Changes a warning, or raises one.</summary>
    public void Change(
        Warning prior, WarningChangeKind kind, Warning after, WarningLevel level,
        IReadOnlyList<WarningEvidence> evidence)
    {
        if (IsFull())
        {
            // What stood stands as it did; a new warning is raised by the next look.
            if (before.Warnings.FirstOrDefault(stood => stood.Id == prior.Id) is { } stands) _warnings.Add(stands);
            return;
        }

        _warnings.Add(after.Changed(kind, level, asOf, cause, rules.Number) with { Evidence = evidence });
        _changes.Add(new PendingChange(_warnings[^1], kind, prior.Level));
    }

    /// <summary>Changes a warning at its place, but for its level.</summary>
    public void Restate(int index, Warning warning, WarningChangeKind kind)
    {
        if (IsFull()) return;
        _warnings[index] = warning.Changed(kind, warning.Level, asOf, cause, rules.Number);
        _changes.Add(new PendingChange(_warnings[index], kind, warning.Level));
    }

    /// <summary>Tells a change of the watch list; false when it is left to the next look.</summary>
    public bool Tell(WatchlistEntry watch, WarningChangeKind kind)
    {
        if (IsFull()) return false;
        _changes.Add(PendingChange.Of(watch, kind));
        return true;
    }

    /// <summary>The warnings to remember, in order of id: open ones, and of the closed the latest, so many.</summary>
    public IReadOnlyList<Warning> Remembered(int most)
    {
        var forgotten = _warnings.Where(warning => !warning.IsOpen).OrderByDescending(Closed)
            .Skip(most).Select(warning => warning.Id).ToHashSet(StringComparer.Ordinal);
        return [.. _warnings.Where(warning => !forgotten.Contains(warning.Id)).OrderBy(Id, StringComparer.Ordinal)];

        static DateTimeOffset Closed(Warning warning) => warning.ClosedAt ?? warning.ChangedAt;

        static string Id(Warning warning) => warning.Id;
    }

    private bool IsFull() => IsCut |= _changes.Count == WarningCommit.MaximumChanges;
}
