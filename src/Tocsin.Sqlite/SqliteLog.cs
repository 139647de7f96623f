using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>The extent of a partition's log, and its trimming.</summary>
internal static class SqliteLog
{
    /// <summary>How far the log of a partition goes.</summary>
    internal static LogExtent Extent(SqliteLink link, int partition)
    {
        using var rows = link[SqliteStatements.ReadExtent].Query(partition);
        return rows.Read()
            ? new LogExtent(new LogPosition(rows.GetInt64(0), (uint)rows.GetInt64(1)), rows.GetInt64(2))
            : default;
    }

    /// <summary>
    /// Drops the oldest entries while there are more than <paramref name="keep"/> or they are old, at most
    /// <paramref name="step"/> of them and never the last one. Answers how many went; fewer than the step means that
    /// there is nothing more to drop.
    /// </summary>
    internal static int Trim(SqliteLink link, int partition, long keep, DateTimeOffset committedBefore, int step)
    {
        var extent = Extent(link, partition);
        var head = extent.Head.Sequence;
        var reach = Math.Min(head, extent.OldestSequence + step);
        var byCount = Math.Max(extent.OldestSequence, head - keep + 1);
        var firstKept = byCount >= reach
            ? reach
            : link[SqliteStatements.FindFirstYoungEntry].Number(
                partition, byCount, reach, SqliteTime.ToMicroseconds(committedBefore)) ?? reach;
        return link[SqliteStatements.DeleteEntries].Execute(partition, firstKept);
    }
}
