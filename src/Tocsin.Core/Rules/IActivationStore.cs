namespace Tocsin.Core.Rules;

/// <summary>Where the activation number lives. Every member may be called from any thread at once.</summary>
public interface IActivationStore
{
    /// <summary>The latest activation, or null when no rule set was ever activated on this store.</summary>
    ValueTask<Activation?> ReadAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes the next activation number for a rule set: succeeds, durably, when the latest number is
    /// <paramref name="expected"/> (0 when there is none), else answers null and changes nothing.
    /// </summary>
    ValueTask<Activation?> TryAdvanceAsync(
        long expected, string digest, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>
    /// The highest activation for which every borrower has been reviewed; <see cref="ReviewedActivation.None"/> when
    /// there is none.
    /// </summary>
    ValueTask<ReviewedActivation> ReadReviewedAsync(CancellationToken cancellation);

    /// <summary>Notes that every borrower has been reviewed for an activation; never lowers the note.</summary>
    ValueTask NoteReviewedAsync(ReviewedActivation reviewed, CancellationToken cancellation);
}

/// <summary>An activation for which every borrower has been reviewed.</summary>
/// <param name="Number">Its number; 0 for none.</param>
/// <param name="WarningDigest">
/// What its warnings depended on, see <see cref="RuleSet.WarningDigest"/>; empty when that was not noted.
/// </param>
public sealed record ReviewedActivation(long Number, string WarningDigest)
{
    /// <summary>No activation yet.</summary>
    public static ReviewedActivation None { get; } = new(0, "");
}

/// <summary>One activation of a rule set.</summary>
/// <param name="Number">1 for the first on a store; each later one is one more.</param>
/// <param name="Digest">The rule set's digest: 64 hexadecimal characters.</param>
/// <param name="At">When the number was taken, in UTC.</param>
public sealed record Activation(long Number, string Digest, DateTimeOffset At);
