using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>A store, or a caller of one, with one fault: a model that does not find it finds nothing.</summary>
/// <param name="inner">The store that answers.</param>
/// <param name="commit">What a commit is made of.</param>
/// <param name="knowsActivation">False when nobody is told that another activation is newer.</param>
internal sealed class FaultyStore(
    IStore inner, Func<IStore, WarningCommit, ValueTask<CommitResult>>? commit = null, bool knowsActivation = true)
    : StoreDecorator(inner)
{
    /// <summary>A store that takes any revision.</summary>
    public static IStore Blind(IStore store) => new FaultyStore(store, async (inner, commit) =>
    {
        var state = await inner.Warnings.ReadAsync(commit.Borrower, default);
        return await inner.Warnings.CommitAsync(
            commit with { ExpectedRevision = state.Revision, ExpectedAsOf = null }, default);
    });

    /// <summary>A store that takes a commit over one without changes.</summary>
    public static IStore Timeless(IStore store) => new FaultyStore(store, (inner, commit) =>
        inner.Warnings.CommitAsync(commit with { ExpectedAsOf = null }, default));

    /// <summary>A store that never removes a mark.</summary>
    public static IStore Unsettled(IStore store) => new FaultyStore(store, (inner, commit) =>
        inner.Warnings.CommitAsync(commit with { SettlesMark = false }, default));

    /// <summary>A store that takes every review for one of the newest features.</summary>
    public static IStore Hasty(IStore store) => new FaultyStore(store, async (inner, commit) =>
    {
        var revision = (await inner.Features.ReadAsync(commit.Borrower, default))?.Revision ?? 0;
        return await inner.Warnings.CommitAsync(
            commit with { State = commit.State with { FeaturesRevision = revision } }, default);
    });

    /// <summary>A store that closes whom it should erase.</summary>
    public static IStore Unforgetting(IStore store) => new FaultyStore(store, (inner, commit) =>
        inner.Warnings.CommitAsync(commit with { Erases = false }, default));

    /// <summary>A caller that sends a commit again when its answer was lost.</summary>
    public static IStore Resending(IStore store) => new FaultyStore(store, async (inner, commit) =>
    {
        try
        {
            return await inner.Warnings.CommitAsync(commit, default);
        }
        catch (StoreUnavailableException)
        {
            var state = await inner.Warnings.ReadAsync(commit.Borrower, default);
            return await inner.Warnings.CommitAsync(
                commit with { ExpectedRevision = state.Revision, ExpectedAsOf = state.AsOf }, default);
        }
    });

    /// <summary>A caller that takes its own rules for the newest.</summary>
    public static IStore Lagging(IStore store) => new FaultyStore(store, knowsActivation: false);

    public override ValueTask<CommitResult> CommitAsync(WarningCommit sent, CancellationToken cancellation) =>
        commit is null ? base.CommitAsync(sent, cancellation) : commit(Inner, sent);

    public override async ValueTask<Activation?> ReadAsync(CancellationToken cancellation)
    {
        var activation = await base.ReadAsync(cancellation);
        return knowsActivation ? activation : null;
    }
}
