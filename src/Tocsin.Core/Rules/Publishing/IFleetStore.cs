using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Publishing;

/// <summary>
/// Where instances say that they are there and which rules they answer with. Every member may be called from any thread
/// at once; a call that cannot be answered because the store is away throws
/// <see cref="Storage.StoreUnavailableException"/>.
/// </summary>
/// <remarks>
/// What is noted here need not survive a crash of the store: each instance says it again in time. Instances of one name
/// are taken for one: what was said last counts, and when one of them leaves, it is gone until another speaks.
/// </remarks>
public interface IFleetStore
{
    /// <summary>How long an instance that fell silent is still listed.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>The most instances that are listed; the longest silent are forgotten first.</summary>
    const int MaximumInstances = 1_000;

    /// <summary>
    /// Notes where an instance stands; it counts as live for <paramref name="lease"/>, more than zero and at most
    /// <see cref="Remembered"/>. Time is the store's own, so that no instance's clock matters; where it steps back, an
    /// instance that fell silent counts as live for two leases at most.
    /// </summary>
    /// <exception cref="ArgumentException">The instance has no name, or the lease is out of bounds.</exception>
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
    string Instance, long Activation, string Digest, DateTimeOffset Since, string LastError, string Build)
{
    /// <summary>The longest <see cref="LastError"/> that is kept, in characters; what is longer is cut.</summary>
    public const int MaximumLastError = 1_000;

    /// <summary>The note as a store keeps it for so long: its error cut.</summary>
    /// <exception cref="ArgumentException">The instance has no name, or the lease is out of bounds.</exception>
    public InstanceNote CheckedFor(TimeSpan lease)
    {
        if (!BorrowerId.TryParse(Instance, out _))
            throw new ArgumentException($"'{Instance}' is no name of an instance.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lease, IFleetStore.Remembered);
        if (LastError.Length <= MaximumLastError) return this;
        // Half of a character that takes two would be no text.
        var length = char.IsHighSurrogate(LastError[MaximumLastError - 1]) ? MaximumLastError - 1 : MaximumLastError;
        return this with { LastError = LastError[..length] };
    }
}

/// <summary>An instance as the store knows it.</summary>
/// <param name="Note">What it said last.</param>
/// <param name="SeenAt">When that was, by the store's clock, in UTC, to the microsecond.</param>
/// <param name="IsLive">True while its lease lasts.</param>
public sealed record FleetInstance(InstanceNote Note, DateTimeOffset SeenAt, bool IsLive)
{
    /// <summary>
    /// What a note is worth by the store's clock; null when its instance has been silent for too long. A moment ahead
    /// of the clock was written before the clock stepped back; it counts by how far away it is.
    /// </summary>
    public static FleetInstance? At(DateTimeOffset now, InstanceNote note, DateTimeOffset seenAt, TimeSpan lease)
    {
        var silent = (now - seenAt).Duration();
        return silent > IFleetStore.Remembered ? null : new FleetInstance(note, seenAt, silent < lease);
    }
}
