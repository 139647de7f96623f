using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;

namespace Tocsin.Server.RuleFiles;

/// <summary>Calls the roll: which instance answers with which activation. Thread-safe.</summary>
internal sealed class FleetRoll(IStore store, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits until every live instance answers with an activation or a later one, or the time is over. An instance
    /// whose lease runs out meanwhile is waited for no longer.
    /// </summary>
    /// <returns>Every instance as it stood last; none when the store was away all the time.</returns>
    public async Task<IReadOnlyList<FleetInstance>> ConfirmAsync(
        Activation activation, TimeSpan wait, CancellationToken cancellation)
    {
        var startedAt = time.GetTimestamp();
        IReadOnlyList<FleetInstance> instances = [];
        while (true)
        {
            try
            {
                instances = await store.Fleet.ListAsync(cancellation);
                if (IsComplete(instances, activation)) return instances;
            }
            catch (StoreUnavailableException)
            {
                // The number is taken; who confirms it is asked as long as there is time.
            }

            if (time.GetElapsedTime(startedAt) >= wait) return instances;
            await Task.Delay(_pause, time, cancellation);
        }
    }

    /// <summary>True when there are live instances and all of them confirm.</summary>
    public static bool IsComplete(IReadOnlyList<FleetInstance> instances, Activation activation)
    {
        var live = instances.Where(instance => instance.IsLive).ToList();
        return live.Count > 0 && live.All(instance => Confirms(instance, activation));
    }

    /// <summary>
    /// True when an instance answers with an activation, or followed the store to a later one. The number alone says
    /// too little: a store that was put back gives it again.
    /// </summary>
    public static bool Confirms(FleetInstance instance, Activation activation) =>
        instance.Note.Activation == activation.Number ? instance.Note.Digest == activation.Digest
            : instance.Note.Activation > activation.Number && instance.Note.LastError.Length == 0;
}
