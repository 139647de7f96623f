using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>A store in memory that keeps one borrower and compares commits as every store must.</summary>
internal sealed class OneBorrowerStore : IStore, IFeatureStore, IWarningStore
{
    /// <summary>Rung between a read and the commit that follows it: where others interfere.</summary>
    public Action? BeforeCommit { get; set; }

    /// <summary>Rung when features are read: where somebody else swaps.</summary>
    public Action? BeforeFeatures { get; set; }

    /// <summary>What is active; null for nothing.</summary>
    public Activation? Activation { get; set; }

    public BorrowerWarnings State { get; set; } = BorrowerWarnings.Empty(SmallIndicators.Borrower);

    public StoredProfile? Stored { get; set; }

    /// <summary>How every commit ended, in order.</summary>
    public List<CommitOutcome> Outcomes { get; } = [];

    public string Description => "memory";

    public IFeatureStore Features => this;

    public IWarningStore Warnings => this;

    public ILinkStore Links => throw new NotSupportedException();

    public IActivationStore Activations => new OneActivation(this);

    public IRuleSetStore RuleSets => throw new NotSupportedException();

    public IFleetStore Fleet => throw new NotSupportedException();

    public IJournalStore Journal => throw new NotSupportedException();

    public IWriteFeed Writes => throw new NotSupportedException();

    event Action<int>? IWarningStore.Committed
    {
        add { }
        remove { }
    }

    ValueTask<StoredProfile?> IFeatureStore.ReadAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        BeforeFeatures?.Invoke();
        return new(Stored);
    }

    ValueTask<BorrowerWarnings> IWarningStore.ReadAsync(BorrowerId borrower, CancellationToken cancellation) =>
        new(State);

    public ValueTask<CommitResult> CommitAsync(WarningCommit commit, CancellationToken cancellation)
    {
        BeforeCommit?.Invoke();
        var isSuperseded = State.FeaturesRevision > commit.State.FeaturesRevision
            || State.Activation > commit.State.Activation || State.AsOf > commit.State.AsOf;
        var isAnother = State.Revision != commit.ExpectedRevision
            || (commit.ExpectedAsOf is { } asOf && asOf != State.AsOf);
        var outcome = isAnother ? CommitOutcome.RevisionDiffers
            : isSuperseded ? CommitOutcome.Superseded : CommitOutcome.Committed;
        Outcomes.Add(outcome);
        if (outcome != CommitOutcome.Committed) return new(new CommitResult(outcome, 0));
        State = commit.State with { Revision = State.Revision + (commit.Changes.Count > 0 ? 1 : 0) };
        return new(new CommitResult(outcome, commit.Changes.Count > 0 ? State.Revision : 0));
    }

    public ValueTask<StoreIdentity> OpenAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask PingAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;

    public ValueTask<IReadOnlyList<FeatureUpdateResult>> ApplyAsync(
        IReadOnlyList<FeatureUpdate> updates, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        int partition, BorrowerId? after, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<long> CountAsync(int partition, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<BorrowerWarnings>> ListAsync(
        int partition, BorrowerId? after, int limit, bool openOnly, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<LogExtent> ReadExtentAsync(int partition, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<uint?> ReadCheckAsync(int partition, long sequence, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(
        int partition, long afterSequence, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<long> TrimLogAsync(
        int partition, long keep, DateTimeOffset committedBefore, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<BorrowerId>> ReadMarkedAsync(
        int partition, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<BorrowerId>> ReadDueAsync(
        int partition, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<int>> LeaseAsync(
        string holder, TimeSpan duration, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The activation of the store.</summary>
    private sealed class OneActivation(OneBorrowerStore store) : IActivationStore
    {
        public ValueTask<Activation?> ReadAsync(CancellationToken cancellation) => new(store.Activation);

        public ValueTask<Activation?> TryAdvanceAsync(Activation next, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<Activation>> ListAsync(
            long before, int limit, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<ReviewedActivation> ReadReviewedAsync(CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask NoteReviewedAsync(ReviewedActivation reviewed, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
