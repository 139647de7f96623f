using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// Stands before a store and hands every call on through <see cref="CallAsync"/>. It does not own the store.
/// </summary>
internal abstract class StoreDecorator(IStore inner) : IStore, IFeatureStore, IWarningStore, IActivationStore,
    IJournalStore
{
    public event Action<int>? Committed
    {
        add => inner.Warnings.Committed += value;
        remove => inner.Warnings.Committed -= value;
    }

    public string Description => inner.Description;

    public IFeatureStore Features => this;

    public IWarningStore Warnings => this;

    public ILinkStore Links => inner.Links;

    public IActivationStore Activations => this;

    public IRuleSetStore RuleSets => inner.RuleSets;

    public IFleetStore Fleet => inner.Fleet;

    public IJournalStore Journal => this;

    public IWriteFeed Writes => inner.Writes;

    /// <summary>The store that answers.</summary>
    protected IStore Inner => inner;

    public ValueTask<StoreIdentity> OpenAsync(CancellationToken cancellation) => inner.OpenAsync(cancellation);

    public ValueTask PingAsync(CancellationToken cancellation) => inner.PingAsync(cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    ValueTask<StoredProfile?> IFeatureStore.ReadAsync(BorrowerId borrower, CancellationToken cancellation) =>
        CallAsync($"reads features of {borrower}", () => inner.Features.ReadAsync(borrower, cancellation));

    ValueTask<BorrowerWarnings> IWarningStore.ReadAsync(BorrowerId borrower, CancellationToken cancellation) =>
        CallAsync($"reads the state of {borrower}", () => inner.Warnings.ReadAsync(borrower, cancellation));

    public ValueTask<byte[]> GetOrAddKeyAsync(
        BorrowerId borrower, ReadOnlyMemory<byte> candidate, CancellationToken cancellation) =>
        CallAsync($"takes the key of {borrower}", () =>
            inner.Journal.GetOrAddKeyAsync(borrower, candidate, cancellation));

    public ValueTask<byte[]?> ReadKeyAsync(BorrowerId borrower, CancellationToken cancellation) =>
        CallAsync($"reads the key of {borrower}", () => inner.Journal.ReadKeyAsync(borrower, cancellation));

    public ValueTask<JournalAnchor?> ReadAnchorAsync(string instance, CancellationToken cancellation) =>
        CallAsync($"reads the anchor of {instance}", () => inner.Journal.ReadAnchorAsync(instance, cancellation));

    public ValueTask<bool> WriteAnchorAsync(JournalAnchor anchor, CancellationToken cancellation) =>
        CallAsync("anchors", () => inner.Journal.WriteAnchorAsync(anchor, cancellation));

    public virtual ValueTask<IReadOnlyList<FeatureUpdateResult>> ApplyAsync(
        IReadOnlyList<FeatureUpdate> updates, CancellationToken cancellation) =>
        CallAsync("updates", () => inner.Features.ApplyAsync(updates, cancellation));

    public virtual ValueTask<CommitResult> CommitAsync(WarningCommit commit, CancellationToken cancellation) =>
        CallAsync("commits", () => inner.Warnings.CommitAsync(commit, cancellation));

    public virtual ValueTask<Activation?> ReadAsync(CancellationToken cancellation) =>
        CallAsync("reads the activation", () => inner.Activations.ReadAsync(cancellation));

    public virtual ValueTask<Activation?> TryAdvanceAsync(Activation next, CancellationToken cancellation) =>
        CallAsync("swaps", () => inner.Activations.TryAdvanceAsync(next, cancellation));

    public ValueTask<IReadOnlyList<Activation>> ListAsync(long before, int limit, CancellationToken cancellation) =>
        CallAsync("lists activations", () => inner.Activations.ListAsync(before, limit, cancellation));

    public ValueTask<ReviewedActivation> ReadReviewedAsync(CancellationToken cancellation) =>
        CallAsync("reads what is reviewed", () => inner.Activations.ReadReviewedAsync(cancellation));

    public async ValueTask NoteReviewedAsync(ReviewedActivation reviewed, CancellationToken cancellation) =>
        await CallAsync("notes what is reviewed", async () =>
        {
            await inner.Activations.NoteReviewedAsync(reviewed, cancellation);
            return true;
        });

    public ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        int partition, BorrowerId? after, int limit, CancellationToken cancellation) =>
        CallAsync("lists borrowers", () => inner.Features.ListAsync(partition, after, limit, cancellation));

    public ValueTask<IReadOnlyList<BorrowerWarnings>> ListAsync(
        int partition, BorrowerId? after, int limit, bool openOnly, CancellationToken cancellation) =>
        CallAsync("lists states", () => inner.Warnings.ListAsync(partition, after, limit, openOnly, cancellation));

    public ValueTask<LogExtent> ReadExtentAsync(int partition, CancellationToken cancellation) =>
        CallAsync("reads how far the log goes", () => inner.Warnings.ReadExtentAsync(partition, cancellation));

    public ValueTask<uint?> ReadCheckAsync(int partition, long sequence, CancellationToken cancellation) =>
        CallAsync("reads a check", () => inner.Warnings.ReadCheckAsync(partition, sequence, cancellation));

    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(
        int partition, long afterSequence, int limit, CancellationToken cancellation) =>
        CallAsync("reads the log", () => inner.Warnings.ReadLogAsync(partition, afterSequence, limit, cancellation));

    public ValueTask<long> TrimLogAsync(
        int partition, long keep, DateTimeOffset committedBefore, CancellationToken cancellation) =>
        CallAsync("trims", () => inner.Warnings.TrimLogAsync(partition, keep, committedBefore, cancellation));

    public ValueTask<IReadOnlyList<BorrowerId>> ReadMarkedAsync(
        int partition, int limit, CancellationToken cancellation) =>
        CallAsync("reads marks", () => inner.Warnings.ReadMarkedAsync(partition, limit, cancellation));

    public ValueTask<IReadOnlyList<BorrowerId>> ReadDueAsync(
        int partition, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        CallAsync("reads what is due", () => inner.Warnings.ReadDueAsync(partition, now, limit, cancellation));

    public ValueTask<long> CountAsync(int partition, CancellationToken cancellation) =>
        CallAsync("counts borrowers", () => inner.Features.CountAsync(partition, cancellation));

    public ValueTask<IReadOnlyList<int>> LeaseAsync(
        string holder, TimeSpan duration, CancellationToken cancellation) =>
        CallAsync("leases", () => inner.Warnings.LeaseAsync(holder, duration, cancellation));

    /// <summary>Makes a call that the trace knows under a name.</summary>
    protected virtual ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call) => call();
}
