using Tocsin.Core.Storage;

namespace Tocsin.Server.Warnings;

/// <summary>
/// The partitions that this instance looks after while others look after theirs. It only saves work: whoever holds
/// what, a commit compares. Thread-safe.
/// </summary>
internal sealed class PartitionLeases(IStore store)
{
    /// <summary>How long a lease outlives the last sign of its holder.</summary>
    private static readonly TimeSpan _duration = TimeSpan.FromSeconds(5);

    private readonly string _holder = Guid.NewGuid().ToString("N");
    private volatile IReadOnlyList<int> _held = [];

    /// <summary>The partitions that are held, as of the last call.</summary>
    public IReadOnlyList<int> Held => _held;

    /// <summary>Renews them; others may have come or gone.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; what was held is no longer known.</exception>
    public ValueTask<IReadOnlyList<int>> RenewAsync(CancellationToken cancellation) =>
        LeaseAsync(_duration, cancellation);

    /// <summary>Leaves them to others at once.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; others get them in their time.</exception>
    public async ValueTask GiveUpAsync(CancellationToken cancellation) =>
        await LeaseAsync(TimeSpan.Zero, cancellation);

    private async ValueTask<IReadOnlyList<int>> LeaseAsync(TimeSpan duration, CancellationToken cancellation)
    {
        try
        {
            return _held = await store.Warnings.LeaseAsync(_holder, duration, cancellation);
        }
        catch (StoreUnavailableException)
        {
            _held = [];
            throw;
        }
    }
}
