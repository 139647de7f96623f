using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using static Tocsin.Core.Features.FeatureViewOutcome;

namespace Tocsin.Conformance.Reviews;

/// <summary>What must be stored of one borrower: the simplest thing that answers as a store must.</summary>
internal sealed class ModelBorrower(BorrowerId id)
{
    private readonly Dictionary<long, Dictionary<string, FeatureViewUpdate>> _viewsAt = [];

    private long _highest;

    /// <summary>The borrower.</summary>
    public BorrowerId Id => id;

    /// <summary>The features revision; 0 when there are no features.</summary>
    public long FeaturesRevision { get; private set; }

    /// <summary>The present views.</summary>
    public Dictionary<string, FeatureViewUpdate> Views { get; private set; } = [];

    /// <summary>True while the review mark stands.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>The state with its revision; null when there is none.</summary>
    public BorrowerWarnings? State { get; private set; }

    /// <summary>The place of each indicator.</summary>
    public ModelPlaces Places { get; private set; } = new();

    /// <summary>What the store must answer to an update, once it is applied here too.</summary>
    public FeatureUpdateResult Apply(FeatureUpdate update, long revision)
    {
        var result = new FeatureUpdateResult(
            FeaturesRevision, [.. update.Views.Select(view => Judge(view, update.Correction))]);
        if (!result.Changed) return result;
        // Where the numbers begin is the store's to choose, but none is given twice.
        FeaturesRevision = FeaturesRevision == 0 ? Math.Max(revision, _highest + 1) : FeaturesRevision + 1;
        _highest = FeaturesRevision;
        Views = new Dictionary<string, FeatureViewUpdate>(Views);
        for (var i = 0; i < update.Views.Count; i++)
            if (result.Views[i] == Applied) Views[update.Views[i].View] = update.Views[i];
        _viewsAt[FeaturesRevision] = Views;
        IsMarked = true;
        return result with { Revision = FeaturesRevision };
    }

    /// <summary>How the store must judge a commit.</summary>
    public CommitOutcome Judge(WarningCommit commit)
    {
        if (commit.ExpectedRevision != (State?.Revision ?? 0)) return CommitOutcome.RevisionDiffers;
        if (commit.ExpectedAsOf != (State?.AsOf ?? default(DateTimeOffset))) return CommitOutcome.RevisionDiffers;
        var next = commit.State;
        var isBehind = State is not null && (State.FeaturesRevision > next.FeaturesRevision
            || State.Activation > next.Activation || State.AsOf > next.AsOf);
        var isOfErased = !commit.Erases && next.FeaturesRevision > 0
            && !_viewsAt.ContainsKey(next.FeaturesRevision);
        return isBehind || isOfErased ? CommitOutcome.Superseded : CommitOutcome.Committed;
    }

    /// <summary>
    /// True when a store may refuse a commit that it need not: of a borrower without a state it cannot always tell
    /// features that are no longer the latest from erased ones.
    /// </summary>
    public bool MaySupersede(WarningCommit commit) =>
        State is null && !commit.Erases && commit.State.FeaturesRevision < FeaturesRevision;

    /// <summary>True when a closed borrower has no news and rests.</summary>
    public bool RestsAt(long featuresRevision) =>
        State is { Closed: true } && featuresRevision <= State.FeaturesRevision;

    /// <summary>The views that a review of a revision must have read; empty for none.</summary>
    public IReadOnlyDictionary<string, FeatureViewUpdate> ViewsAt(long featuresRevision) =>
        _viewsAt.GetValueOrDefault(featuresRevision) ?? [];

    /// <summary>Takes a commit in.</summary>
    public void Take(WarningCommit commit, long sequence)
    {
        if (commit.Erases)
        {
            (FeaturesRevision, Views, IsMarked, State, Places) = (0, [], false, null, new());
            _viewsAt.Clear();
            return;
        }

        State = commit.State with { Revision = sequence > 0 ? sequence : commit.ExpectedRevision };
        var isCurrent = FeaturesRevision == 0 || FeaturesRevision == State.FeaturesRevision;
        if (commit.SettlesMark && isCurrent) IsMarked = false;
    }

    private FeatureViewOutcome Judge(FeatureViewUpdate view, bool isCorrection)
    {
        if (!Views.TryGetValue(view.View, out var stored) || view.ObservedAt > stored.ObservedAt) return Applied;
        if (view.ObservedAt < stored.ObservedAt) return IgnoredOlder;
        var isSame = view.Values.Count == stored.Values.Count && !view.Values.Except(stored.Values).Any();
        return isSame ? Repeated : isCorrection ? Applied : Conflict;
    }
}
