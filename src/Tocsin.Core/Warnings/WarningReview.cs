using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>
/// Looks at one borrower with one rule set and says what becomes of its warnings. Pure: the same inputs give the same
/// commit, so that a review lost in a crash can be done again.
/// </summary>
public sealed class WarningReview
{
    /// <summary>A warning that closed this long ago or less opens again under its old id.</summary>
    public static readonly TimeSpan ReopenWindow = TimeSpan.FromDays(30);

    /// <summary>The most closed warnings a borrower's state remembers.</summary>
    public const int MaximumClosed = 64;

    private readonly ActivatedRuleSet _rules;
    private readonly BorrowerWarnings _before;
    private readonly LaidOutBorrower _borrower;
    private readonly BorrowerProfile _profile;
    private readonly WarningCause _cause;
    private readonly List<ReviewedPart> _parts = [];
    private readonly ReviewLedger _ledger;
    private DateTimeOffset? _connectedDueAt;
    private bool _findsDue = true;

    private WarningReview(
        ActivatedRuleSet rules, BorrowerWarnings before, LaidOutBorrower borrower, WarningCause cause)
    {
        (_rules, _before, _borrower, _profile, _cause) = (rules, before, borrower, borrower.Profile, cause);
        _ledger = new ReviewLedger(rules, before, cause, _profile.AsOf);
    }

    /// <summary>Reviews a borrower.</summary>
    /// <param name="rules">The active rule set.</param>
    /// <param name="before">The stored state.</param>
    /// <param name="stored">The stored features; null when there are none.</param>
    /// <param name="cause">Why the review is made.</param>
    /// <param name="asOf">The moment as of which freshness and dwell are judged, in UTC.</param>
    /// <returns>What to commit; without changes when nothing changed.</returns>
    public static WarningCommit Run(
        ActivatedRuleSet rules, BorrowerWarnings before, StoredProfile? stored, WarningCause cause, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(before);
        return Run(rules, before, stored, LaidOutBorrower.Of(rules.Set.Layout, stored, asOf), cause);
    }

    /// <summary>Reviews a borrower that is laid out already.</summary>
    /// <param name="rules">The active rule set.</param>
    /// <param name="before">The stored state.</param>
    /// <param name="stored">The stored features; null when there are none.</param>
    /// <param name="borrower">The same, laid out; the score is written into its profile.</param>
    /// <param name="cause">Why the review is made.</param>
    /// <param name="findsDue">False where nobody asks when time alone may change something.</param>
    internal static WarningCommit Run(
        ActivatedRuleSet rules, BorrowerWarnings before, StoredProfile? stored, LaidOutBorrower borrower,
        WarningCause cause, bool findsDue = true)
    {
        var review = new WarningReview(rules, before, borrower, cause)
        {
            _findsDue = findsDue,
            _connectedDueAt = ConnectedView.DueAt(rules.Set.Catalogue, stored),
        };
        var revision = stored?.Revision ?? 0;
        // A closed borrower rests until the next feature update.
        var isResting = before.IsResting(stored);
        if (!isResting)
        {
            review.LookAtAll();
            review.LetTimePass();
            review.Recombine();
        }

        return review.Commit(revision, isResting);
    }

    private void LookAtAll()
    {
        var priors = new PriorWarnings(_rules.Set, _before.Warnings);
        _parts.Add(new ReviewedPart("", _profile));
        _parts.AddRange(_borrower.Exposures.Open.Select(exposure => new ReviewedPart(
            exposure.Value, BorrowerProfileReader.ReadExposure(_profile, _borrower.Exposures, exposure))));
        foreach (var part in _parts)
        {
            ScoreView.Lay(_rules.Set, part.Profile);
            foreach (var indicator in _rules.Set.Indicators)
            {
                if (part.Has(indicator)) LookAt(indicator, part, priors.Take(indicator, part.Exposure));
            }
        }

        // Open, and nobody's: its indicator left the rules, or is kept for another part, or its exposure was closed.
        foreach (var other in priors.Left)
        {
            if (!other.IsOpen)
                _ledger.Keep(other);
            else if (_rules.Set.HandIndicators.TryGetValue(other.Indicator, out var indicator) && IsOnAPart(other))
                LookAtHandRaised(indicator, other);
            else
                _ledger.Change(other, WarningChangeKind.Retired, other.Retired(), WarningLevel.None, []);
        }
    }

    private bool IsOnAPart(Warning warning) => _parts.Any(part => part.Exposure == warning.Exposure);

    // What a person raised no value clears; a person does.
    private void LookAtHandRaised(WarningIndicator indicator, Warning prior)
    {
        var current = Under(indicator, prior);
        if (SameLabels()) _ledger.Keep(current);
        else _ledger.Change(prior, WarningChangeKind.Relabelled, current, prior.Level, prior.Evidence);
    }

    // Under its indicator as the rules have it now; the same object where nothing moved.
    private static Warning Under(WarningIndicator indicator, Warning prior) =>
        (prior.Indicator, prior.Family, prior.IsHard) == (indicator.Name, indicator.Family, indicator.IsHard)
        && prior.Actions.SequenceEqual(indicator.Actions, StringComparer.Ordinal)
            ? prior
            : prior with
            {
                Indicator = indicator.Name,
                Family = indicator.Family,
                IsHard = indicator.IsHard,
                Actions = indicator.Actions,
            };

    private void LookAt(WarningIndicator indicator, ReviewedPart part, Warning? prior)
    {
        var active = LevelMachine.Move(indicator, prior?.ActiveLevels ?? [], part.Profile);
        var level = LevelMachine.LevelOf(active);
        if (prior is null)
        {
            if (level > WarningLevel.None) Raise(indicator, part, active, level);
            return;
        }

        prior = Under(indicator, prior);
        if (prior.IsOpen) MoveOpen(indicator, part, prior, active, level);
        else MoveClosed(indicator, part, prior, active, level);
    }

    private void MoveOpen(
        WarningIndicator indicator, ReviewedPart part, Warning prior, IReadOnlyList<ActiveLevel> active,
        WarningLevel level)
    {
        var isStale = part.IsStale(indicator, level);
        var moved = prior with { ActiveLevels = active, HasStaleEvidence = isStale };
        var cleared = WarningDeadlines.End(moved with { State = WarningState.Cleared });
        // A rise asks for a new acknowledgement.
        var risen = Begin(moved, level) with { State = WarningState.Raised, SuppressedUntil = null };
        if (level == WarningLevel.None)
            _ledger.Change(prior, WarningChangeKind.Cleared, cleared, level, part.Why(indicator, prior.Level));
        else if (level > prior.Level)
            _ledger.Change(prior, WarningChangeKind.LevelUp, risen, level, part.Why(indicator, level));
        else if (level < prior.Level)
            _ledger.Change(prior, WarningChangeKind.LevelDown, moved, level, part.Why(indicator, prior.Level));
        else if (!SameLabels())
            _ledger.Change(prior, WarningChangeKind.Relabelled, moved, level, prior.Evidence);
        else if (isStale && !prior.HasStaleEvidence)
            _ledger.Change(prior, WarningChangeKind.EvidenceStale, moved, level, part.Why(indicator, level));
        else
            _ledger.Keep(Moved(prior, active, isStale));
    }

    // The same object where nothing moved, by which an unchanged state is known.
    private static Warning Moved(Warning prior, IReadOnlyList<ActiveLevel> active, bool isStale) =>
        prior.ActiveLevels.SequenceEqual(active) && prior.HasStaleEvidence == isStale
            ? prior : prior with { ActiveLevels = active, HasStaleEvidence = isStale };

    private void MoveClosed(
        WarningIndicator indicator, ReviewedPart part, Warning prior, IReadOnlyList<ActiveLevel> active,
        WarningLevel level)
    {
        // Resolved by a person while the condition still held: it rests until it clears once or rises.
        var isResting = prior.State == WarningState.Resolved && prior.ActiveLevels.Count > 0;
        // Resting or not, what has cleared since then is news when it comes back.
        var opens = level > LevelMachine.LevelOf(isResting ? prior.ActiveLevels : []);
        if (!opens)
        {
            _ledger.Keep(Moved(prior, active, false));
        }
        else if (isResting || _profile.AsOf - (prior.ClosedAt ?? prior.ChangedAt) <= ReopenWindow)
        {
            var opened = prior.Anew() with
            {
                ActiveLevels = active,
                State = WarningState.Raised,
                Peak = level,
                Actions = indicator.Actions,
            };
            var closed = prior with { Level = WarningLevel.None };
            var why = part.Why(indicator, level);
            _ledger.Change(closed, WarningChangeKind.Reopened, Begin(opened, level), level, why);
        }
        else
        {
            _ledger.Keep(prior with { ActiveLevels = [] });
            Raise(indicator, part, active, level);
        }
    }

    private void Raise(
        WarningIndicator indicator, ReviewedPart part, IReadOnlyList<ActiveLevel> active, WarningLevel level)
    {
        var raised = new Warning
        {
            Id = Warning.NewId(_before, indicator.Name, part.Exposure, _profile.AsOf),
            Revision = 0,
            Indicator = indicator.Name,
            Exposure = part.Exposure,
            Family = indicator.Family,
            IsHard = indicator.IsHard,
            Level = WarningLevel.None,
            Peak = level,
            State = WarningState.Raised,
            FirstRaisedAt = _profile.AsOf,
            ChangedAt = _profile.AsOf,
            ActiveLevels = active,
            Actions = indicator.Actions,
        };
        _ledger.Change(raised, WarningChangeKind.Raised, Begin(raised, level), level, part.Why(indicator, level));
    }

    private Warning Begin(Warning warning, WarningLevel level) =>
        WarningDeadlines.Begin(warning, level, _rules.Set, _profile.AsOf);

    private bool SameLabels() => _borrower.Labels.Count == _before.Labels.Count
        && _borrower.Labels.All(label => _before.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    private void LetTimePass()
    {
        for (var i = 0; i < _ledger.Warnings.Count; i++)
        {
            var warning = _ledger.Warnings[i];
            if (warning.State == WarningState.Suppressed && warning.SuppressedUntil <= _profile.AsOf)
            {
                var awake = warning with { State = WarningState.Raised, SuppressedUntil = null };
                _ledger.Restate(i, Begin(awake, warning.Level), WarningChangeKind.SuppressionEnded);
            }

            var missed = WarningDeadlines.MissedBy(_ledger.Warnings[i], _profile.AsOf);
            if (missed != _ledger.Warnings[i].Missed)
                _ledger.Restate(i, _ledger.Warnings[i] with { Missed = missed }, WarningChangeKind.Escalated);
        }
    }

    // The level of a borrower is told with a warning's change: where none changed, each open one tells it.
    private void Recombine()
    {
        if (_ledger.Changes.Count > 0 || _rules.Set.Combination.Of(_ledger.Warnings) == _before.Level) return;
        for (var i = 0; i < _ledger.Warnings.Count; i++)
        {
            if (_ledger.Warnings[i].IsOpen)
                _ledger.Restate(i, _ledger.Warnings[i], WarningChangeKind.Recombined);
        }
    }

    private WarningCommit Commit(long featuresRevision, bool isResting)
    {
        var warnings = isResting ? _before.Warnings : _ledger.Remembered(MaximumClosed);
        var level = _rules.Set.Combination.Of(warnings);
        var after = _before with
        {
            FeaturesRevision = featuresRevision,
            Activation = _rules.Number,
            AsOf = _profile.AsOf,
            Level = level,
            Watch = isResting ? null : Watched(level),
            Closed = isResting,
            Labels = _borrower.Labels,
            Warnings = warnings,
        };
        after = after with { DueAt = isResting || !_findsDue ? null : NextDue(after) };
        return after.CommitAfter(_before, _ledger.Changes, _cause, _rules, _profile.AsOf) with
        {
            KeepsDocument = IsAsStored(after),
        };
    }

    private WatchlistEntry? Watched(WarningLevel level)
    {
        var (entry, kind) = Watchlist.Follow(_before, level, _rules.Set, _profile.AsOf);
        if (kind is null && entry is not null && !SameLabels())
            (entry, kind) = (entry with { Revision = entry.Revision + 1 }, WarningChangeKind.Relabelled);
        return kind is null || _ledger.Tell(entry!, kind.Value) ? entry : _before.Watch;
    }

    private DateTimeOffset? NextDue(BorrowerWarnings after) => _ledger.IsCut
        ? _profile.AsOf.AddMicroseconds(1)
        : ReviewDue.After(_rules.Set, [.. _parts.Select(part => part.Profile)], after, _connectedDueAt, _profile.AsOf);

    private bool IsAsStored(BorrowerWarnings after) =>
        _before.Activation > 0 && _ledger.Changes.Count == 0 && SameLabels()
        && (after.Level, after.Watch, after.Closed) == (_before.Level, _before.Watch, _before.Closed)
        && after.Warnings.SequenceEqual(_before.Warnings, ReferenceEqualityComparer.Instance);
}
