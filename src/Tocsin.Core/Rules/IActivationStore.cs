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

    /// <summary>The highest activation for which every borrower has been reviewed; 0 when there is none.</summary>
    ValueTask<long> ReadReviewedAsync(CancellationToken cancellation);

    /// <summary>Notes that every borrower has been reviewed for an activation; never lowers the note.</summary>
    ValueTask NoteReviewedAsync(long number, CancellationToken cancellation);
}

/// <summary>One activation of a rule set.</summary>
/// <param name="Number">1 for the first on a store; each later one is one more.</param>
/// <param name="Digest">The rule set's digest: 64 hexadecimal characters.</param>
/// <param name="At">When the number was taken, in UTC.</param>
public sealed record Activation(long Number, string Digest, DateTimeOffset At);
