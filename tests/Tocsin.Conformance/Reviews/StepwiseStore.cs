using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// A store for one act, whose every call is a step of the schedule, and which tells the model what the store was asked
/// and answered, also when the answer is then lost.
/// </summary>
internal sealed class StepwiseStore(IStore inner, StepSchedule schedule, ReviewModel model, string actor, ActKind kind)
    : StoreDecorator(inner)
{
    public override ValueTask<IReadOnlyList<FeatureUpdateResult>> ApplyAsync(
        IReadOnlyList<FeatureUpdate> updates, CancellationToken cancellation) =>
        CallAsync($"updates {updates[0].Borrower}", async () =>
        {
            var results = await Inner.Features.ApplyAsync(updates, cancellation);
            model.Applied(updates[0], results[0]);
            return results;
        });

    public override ValueTask<CommitResult> CommitAsync(WarningCommit commit, CancellationToken cancellation) =>
        CallAsync($"commits {commit.Borrower} on {commit.ExpectedRevision}", async () =>
        {
            var result = await Inner.Warnings.CommitAsync(commit, cancellation);
            model.Committed(kind, commit, result);
            return result;
        });

    public override ValueTask<Activation?> TryAdvanceAsync(Activation next, CancellationToken cancellation) =>
        CallAsync($"takes activation {next.Number}", async () =>
        {
            var activation = await Inner.Activations.TryAdvanceAsync(next, cancellation);
            model.Advanced(next.Number - 1, next.Digest, activation);
            return activation;
        });

    protected override ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call) =>
        schedule.CallAsync(actor, what, call);
}

/// <summary>What an instance does.</summary>
internal enum ActKind
{
    /// <summary>Sends features on.</summary>
    Update,

    /// <summary>Reviews a borrower.</summary>
    Review,

    /// <summary>Takes up or closes a warning for a person.</summary>
    Treatment,

    /// <summary>Closes or erases a borrower.</summary>
    Closing,

    /// <summary>Activates a rule set and reviews every borrower with it.</summary>
    Swap,
}
