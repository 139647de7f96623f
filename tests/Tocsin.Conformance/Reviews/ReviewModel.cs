using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// What a store must hold and must have answered, and what reviews may commit, one step after the other. Every member
/// that is told of a step fails the test when the step was wrong.
/// </summary>
internal sealed class ReviewModel(IEnumerable<BorrowerId> borrowers, int partitions)
{
    private readonly Dictionary<string, Warning> _warnings = [];
    private readonly Dictionary<long, int> _ruleSets = [];
    private readonly Dictionary<string, int> _stepsTaken = [];
    private readonly HashSet<ModelBorrower> _touched = [];

    /// <summary>Every borrower.</summary>
    public IReadOnlyDictionary<BorrowerId, ModelBorrower> Borrowers { get; } =
        borrowers.ToDictionary(id => id, id => new ModelBorrower(id));

    /// <summary>The entries that each partition's log must have got, in order, from sequence 1.</summary>
    public IReadOnlyList<List<WarningCommit>> Logs { get; } =
        [.. Enumerable.Range(0, partitions).Select(_ => new List<WarningCommit>())];

    /// <summary>The latest activation number.</summary>
    public long Activation { get; private set; }

    /// <summary>The rule set of an activation.</summary>
    public int RuleSetOf(long activation) => _ruleSets[activation];

    /// <summary>How often a person's step was made a change.</summary>
    public int TimesTaken(string reference) => _stepsTaken.GetValueOrDefault(reference);

    /// <summary>The borrowers that updates and commits were about since the last call.</summary>
    public IReadOnlyList<ModelBorrower> TakeTouched()
    {
        var touched = _touched.ToList();
        _touched.Clear();
        return touched;
    }

    /// <summary>The store answered an update.</summary>
    public void Applied(FeatureUpdate update, FeatureUpdateResult result)
    {
        _touched.Add(Borrowers[update.Borrower]);
        var expected = Borrowers[update.Borrower].Apply(update, result.Revision);
        Assert.Equal((expected.Revision, true), (result.Revision, expected.Views.SequenceEqual(result.Views)));
    }

    /// <summary>The store answered who takes the next activation.</summary>
    public void Advanced(long expected, string digest, Activation? activation)
    {
        Assert.Equal(expected == Activation, activation is not null);
        if (activation is null) return;
        Assert.Equal((Activation + 1, digest), (activation.Number, activation.Digest));
        Activation = activation.Number;
        _ruleSets[Activation] = ModelRules.Sets.ToList().FindIndex(set => set.Digest == digest);
    }

    /// <summary>The store answered a commit.</summary>
    public void Committed(ActKind kind, WarningCommit commit, CommitResult result)
    {
        var borrower = Borrowers[commit.Borrower];
        _touched.Add(borrower);
        var outcome = borrower.Judge(commit);
        if (result.Outcome == CommitOutcome.Superseded && borrower.MaySupersede(commit)) outcome = result.Outcome;
        var log = Logs[commit.Borrower.Partition(partitions)];
        var isLogged = outcome == CommitOutcome.Committed
            && (commit.Changes.Count > 0 || (commit.Erases && commit.ExpectedRevision > 0));
        Assert.Equal(new CommitResult(outcome, isLogged ? log.Count + 1 : 0), result);
        if (outcome != CommitOutcome.Committed) return;
        Assert.Equal(Expected(kind, borrower, commit), Changed(commit).Select(ChangeOf).OrderBy(one => one.Place));
        foreach (var change in Changed(commit)) Follow(change, commit);
        Watch(kind, borrower.State?.Watch, commit);
        if (isLogged) log.Add(commit);
        borrower.Take(commit, result.Sequence);
        if (!commit.Erases) Assert.Equal(borrower.Places.BorrowerLevel, commit.State.Level);
    }

    // What changes by this commit, were it made by the model.
    private IEnumerable<PlaceChange> Expected(ActKind kind, ModelBorrower borrower, WarningCommit commit)
    {
        var state = commit.State;
        if (kind == ActKind.Closing) return borrower.Places.Close().OrderBy(one => one.Place);
        if (kind == ActKind.Treatment)
        {
            var change = Assert.Single(Changed(commit));
            var place = PlaceOf(change.Warning!.Indicator);
            var level = borrower.Places.OpenLevel(place);
            if (change.Kind == WarningChangeKind.Resolved) borrower.Places.Resolve(place);
            _stepsTaken[change.Cause.Reference] = TimesTaken(change.Cause.Reference) + 1;
            return [new PlaceChange(place, level, level)];
        }

        if (borrower.RestsAt(state.FeaturesRevision)) return [];
        var indicators = ModelRules.Indicators[RuleSetOf(state.Activation)];
        return borrower.Places.Look(indicators, borrower.ViewsAt(state.FeaturesRevision), state.AsOf)
            .OrderBy(one => one.Place);
    }

    // Each warning's changes follow one another: none is left out, none is made twice, none overtakes another.
    private void Follow(WarningChange change, WarningCommit commit)
    {
        var known = _warnings.GetValueOrDefault(change.Warning!.Id);
        Assert.Equal((known?.Revision ?? 0) + 1, change.Warning!.Revision);
        Assert.Equal(known is null, change.Kind == WarningChangeKind.Raised);
        Assert.Equal(known is { IsOpen: false }, change.Kind == WarningChangeKind.Reopened);
        Assert.Equal(known is { IsOpen: true } ? known.Level : WarningLevel.None, change.LevelBefore);
        if (change.Cause.Kind != WarningCauseKind.Operator)
            Assert.Equal(commit.State.Activation, change.Activation);
        _warnings[change.Warning!.Id] = change.Warning;
    }

    // On at orange, and off with the borrower alone: nobody takes anybody off here.
    private static void Watch(ActKind kind, WatchlistEntry? before, WarningCommit commit)
    {
        var after = commit.State.Watch;
        var isOn = kind != ActKind.Closing && !commit.State.Closed
            && (before is not null || commit.State.Level >= WarningLevel.Orange);
        Assert.Equal(isOn, after is not null);
        var told = commit.Changes.Where(change => change.Warning is null).Select(change => change.Kind).ToList();
        if (before is null && after is not null) Assert.Equal([WarningChangeKind.Watchlisted], told);
        else if (before is not null && after is null) Assert.Equal([WarningChangeKind.Unwatchlisted], told);
        else if (told.Count > 0) Assert.Single(told, IsOfThePlace);
        if (before is not null && after is not null) Assert.Equal(before.Revision + told.Count, after.Revision);
    }

    private static bool IsOfThePlace(WarningChangeKind kind) =>
        kind is WarningChangeKind.WatchlistReviewDue or WarningChangeKind.Relabelled;

    private static IEnumerable<WarningChange> Changed(WarningCommit commit) =>
        commit.Changes.Where(change => change.Warning is not null);

    private static PlaceChange ChangeOf(WarningChange change) =>
        new(PlaceOf(change.Warning!.Indicator), change.LevelBefore, change.Warning!.Level);

    private static string PlaceOf(string indicator) => indicator == "debt_two" ? "debt" : indicator;
}
