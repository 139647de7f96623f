namespace Tocsin.Core.Rules;

/// <summary>Where the activation number lives. Every member may be called from any thread at once.</summary>
public interface IActivationStore
{
    /// <summary>The latest activation, or null when no rule set was ever activated on this store.</summary>
    ValueTask<Activation?> ReadAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes an activation number: succeeds, durably, when the latest is one lower (0 when there is none), else answers
    /// null and changes nothing.
    /// </summary>
    /// <returns>The activation as it is kept: its time in UTC, to the microsecond.</returns>
    ValueTask<Activation?> TryAdvanceAsync(Activation next, CancellationToken cancellation);

    /// <summary>
    /// Activations with a number below <paramref name="before"/>, the latest first, at most <paramref name="limit"/> (1
    /// to <see cref="Storage.StoreLimits.MaximumPage"/>). Fewer than the limit means that there are no more. At least
    /// the latest <see cref="Activation.MinimumKept"/> are kept.
    /// </summary>
    ValueTask<IReadOnlyList<Activation>> ListAsync(long before, int limit, CancellationToken cancellation);

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
public sealed record Activation(long Number, string Digest, DateTimeOffset At)
{
    /// <summary>How many activations a store keeps at least.</summary>
    public const int MinimumKept = 100_000;

    /// <summary>
    /// The one after another, or the first. Its time is later than that one's whatever the clock of this instance says.
    /// </summary>
    public static Activation After(Activation? before, string digest, DateTimeOffset now) => new(
        (before?.Number ?? 0) + 1, digest,
        before is null || now > before.At ? now : before.At.AddMicroseconds(1));

    /// <summary>What led to it.</summary>
    public ActivationOrigin Origin { get; init; } = ActivationOrigin.Folder;

    /// <summary>
    /// Who activated: a caller's name, or for a folder the instance that found it; empty where that was not noted.
    /// </summary>
    public string By { get; init; } = "";

    /// <summary>Why, at most <see cref="Publishing.RulePublication.MaximumReason"/> characters; may be empty.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What led to an activation.</summary>
public enum ActivationOrigin
{
    /// <summary>Files in a rules folder.</summary>
    Folder = 1,

    /// <summary>Somebody asked for it.</summary>
    Request = 2,

    /// <summary>Somebody went back to a set that was active before.</summary>
    RollBack = 3,
}
