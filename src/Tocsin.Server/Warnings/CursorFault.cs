using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Warnings;

/// <summary>Why a subscription cannot go on from a cursor. Both mean: start again from a snapshot.</summary>
internal enum CursorFault
{
    /// <summary>The log was trimmed past it.</summary>
    Expired,

    /// <summary>It is of another history: another store, a restored backup, a failover that lost a tail.</summary>
    Diverged,
}

/// <summary>A subscription cannot go on from a cursor.</summary>
internal sealed class CursorFaultException(CursorFault fault) : Exception($"The cursor is {fault}.")
{
    /// <summary>Why.</summary>
    public CursorFault Fault { get; } = fault;
}

/// <summary>Holds cursors against the log.</summary>
internal static class CursorCheck
{
    /// <summary>Checks that the log still holds the entry each place of a cursor was made from.</summary>
    /// <exception cref="CursorFaultException">It does not.</exception>
    public static async Task CheckAsync(
        WarningCursor cursor, StoreIdentity identity, IWarningStore warnings, CancellationToken cancellation)
    {
        if (cursor.Epoch != identity.Epoch || cursor.Places.Count != identity.Partitions)
            throw new CursorFaultException(CursorFault.Diverged);
        for (var partition = 0; partition < cursor.Places.Count; partition++)
            await CheckAsync(cursor.Places[partition], partition, warnings, cancellation);
    }

    private static async Task CheckAsync(
        CursorPlace place, int partition, IWarningStore warnings, CancellationToken cancellation)
    {
        var extent = await warnings.ReadExtentAsync(partition, cancellation);
        var sequence = place.Position.Sequence;
        if (sequence > extent.Head.Sequence) throw new CursorFaultException(CursorFault.Diverged);
        if (sequence == 0)
        {
            if (extent.OldestSequence > 1) throw new CursorFaultException(CursorFault.Expired);
            return;
        }

        // An entry that is gone cannot vouch for the cursor, even where the next one is still there.
        if (sequence < extent.OldestSequence) throw new CursorFaultException(CursorFault.Expired);
        var check = await warnings.ReadCheckAsync(partition, sequence, cancellation);
        if (check == place.Position.Check) return;
        // An entry that was there a moment ago may have been trimmed since.
        if (check is null) extent = await warnings.ReadExtentAsync(partition, cancellation);
        var isTrimmed = check is null && sequence < extent.OldestSequence;
        throw new CursorFaultException(isTrimmed ? CursorFault.Expired : CursorFault.Diverged);
    }
}
