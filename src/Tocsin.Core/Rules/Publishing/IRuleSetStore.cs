namespace Tocsin.Core.Rules.Publishing;

/// <summary>
/// Where the files of published rule sets are kept by digest, for every instance and for as long as a decision may name
/// them. Every member may be called from any thread at once.
/// </summary>
/// <remarks>
/// A call that cannot be answered because the store is away throws
/// <see cref="Storage.StoreUnavailableException"/>. Nothing is ever taken out: a rule set that was active must be found
/// as long as a journal names it. A store therefore grows with every publication by the packed size of its files.
/// Texts are kept as they are, but for the character 0, which a store may replace.
/// </remarks>
public interface IRuleSetStore
{
    /// <summary>
    /// Keeps files and who brought them, durably. Where the digest is published already nothing changes and the first
    /// publication is answered; of several at once the first wins and all are answered that one.
    /// </summary>
    /// <param name="publication">Who brings which files; approvals are not taken over.</param>
    /// <param name="files">The files, within their bounds; their digest is the publication's.</param>
    /// <param name="cancellation">Ends the wait; the files may be kept all the same.</param>
    /// <exception cref="ArgumentException">The files are of another digest, or out of bounds.</exception>
    ValueTask<RulePublication> PublishAsync(
        RulePublication publication, RuleFiles files, CancellationToken cancellation);

    /// <summary>A publication; null when there is none of that digest.</summary>
    ValueTask<RulePublication?> FindAsync(string digest, CancellationToken cancellation);

    /// <summary>The files of a digest; null when it is not published.</summary>
    /// <exception cref="InvalidDataException">What is kept is not what was published.</exception>
    ValueTask<RuleFiles?> ReadFilesAsync(string digest, CancellationToken cancellation);

    /// <summary>
    /// Publications, the latest first and those of one moment in descending order of digest, after
    /// <paramref name="after"/> (from the latest when null; only its time and digest count), at most
    /// <paramref name="limit"/> (1 to <see cref="Storage.StoreLimits.MaximumPage"/>). Fewer than the limit means that
    /// there are no more.
    /// </summary>
    ValueTask<IReadOnlyList<RulePublication>> ListAsync(
        RulePublication? after, int limit, CancellationToken cancellation);

    /// <summary>
    /// Adds an approval, durably, and answers the publication with it; null when the digest is not published. Who has
    /// approved already is not noted again, and beyond <see cref="RulePublication.MaximumApprovals"/> nothing is.
    /// </summary>
    ValueTask<RulePublication?> ApproveAsync(string digest, RuleApproval approval, CancellationToken cancellation);

    /// <summary>
    /// The candidate that was put beside the live set last; null when it was taken away or there was none. A plan whose
    /// time is over is answered all the same: the caller looks at <see cref="ShadowPlan.Until"/> by its own clock.
    /// </summary>
    ValueTask<ShadowPlan?> ReadShadowAsync(CancellationToken cancellation);

    /// <summary>Puts a candidate beside the live set in place of any other, durably; null takes it away.</summary>
    ValueTask WriteShadowAsync(ShadowPlan? plan, CancellationToken cancellation);
}
