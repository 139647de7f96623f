namespace Tocsin.Core.Rules.Publishing;

/// <summary>
/// Where instances say that they are there and which rules they answer with. Every member may be called from any thread
/// at once; a call that cannot be answered because the store is away throws
/// <see cref="Storage.StoreUnavailableException"/>.
/// </summary>
/// <remarks>What is noted here need not survive a crash of the store: each instance says it again in time.</remarks>
public interface IFleetStore
{
    /// <summary>How long an instance that fell silent is still listed.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>The most instances that are listed; the longest silent are forgotten first.</summary>
    const int MaximumInstances = 1_000;

    /// <summary>
    /// Notes where an instance stands; it counts as live for <paramref name="lease"/>. Time is the store's own, so that
    /// no instance's clock matters.
    /// </summary>
    ValueTask AnnounceAsync(InstanceNote note, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Forgets an instance that ends orderly; one that is not listed changes nothing.</summary>
    ValueTask LeaveAsync(string instance, CancellationToken cancellation);

    /// <summary>
    /// Every instance that announced itself and did not leave, in ordinal order of name; those that have been silent
    /// for longer than <see cref="Remembered"/> are left out.
    /// </summary>
    ValueTask<IReadOnlyList<FleetInstance>> ListAsync(CancellationToken cancellation);
}

/// <summary>Where an instance stands, in its own words.</summary>
/// <param name="Instance">Its name: 1 to 64 characters as borrower ids have them.</param>
/// <param name="Activation">The activation it answers with; 0 before it has one of the store's.</param>
/// <param name="Digest">The digest of the rule set it answers with; empty before the first.</param>
/// <param name="Since">Since when it answers with it, in UTC, to the microsecond.</param>
/// <param name="LastError">
/// Why it did not take the store's activation, at most 1,000 characters; empty when nothing is wrong.
/// </param>
/// <param name="Build">The version of the program.</param>
public sealed record InstanceNote(
    string Instance, long Activation, string Digest, DateTimeOffset Since, string LastError, string Build);

/// <summary>An instance as the store knows it.</summary>
/// <param name="Note">What it said last.</param>
/// <param name="SeenAt">When that was, by the store's clock, in UTC, to the microsecond.</param>
/// <param name="IsLive">True while its lease lasts.</param>
public sealed record FleetInstance(InstanceNote Note, DateTimeOffset SeenAt, bool IsLive);
