using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>
/// The last entries of each partition's log as they were committed here, so that whoever follows the log need not read
/// and decode them. Nobody else writes to an open folder. Bounded and thread-safe.
/// </summary>
/// <param name="partitions">How many partitions the store has.</param>
internal sealed class SqliteRecentEntries(int partitions)
{
    // Of all partitions together; each keeps its share of them, and some in any case.
    private const int MostChanges = 4_096;
    private const int FewestOfAPartition = 32;

    private readonly int _mostChanges = Math.Max(MostChanges / partitions, FewestOfAPartition);
    private readonly Tail[] _tails = [.. Enumerable.Range(0, partitions).Select(_ => new Tail())];

    /// <summary>Adds the entry that was committed to a partition after all others of it.</summary>
    internal void Add(int partition, LogEntry entry)
    {
        var tail = _tails[partition];
        lock (tail)
        {
            tail.Entries.AddLast(entry);
            tail.Weight += Weigh(entry);
            // The last one stays, however much it holds.
            while (tail.Weight > _mostChanges && tail.Entries.Count > 1)
            {
                tail.Weight -= Weigh(tail.Entries.First!.Value);
                tail.Entries.RemoveFirst();
            }
        }
    }

    /// <summary>
    /// The entries after a sequence, in order and at most <paramref name="limit"/>; null where the log has to be asked.
    /// It has to be where none is known: what was just committed can be read there a moment before it is known here.
    /// </summary>
    internal IReadOnlyList<LogEntry>? After(int partition, long sequence, int limit)
    {
        var tail = _tails[partition];
        lock (tail)
        {
            if (tail.Entries.First is not { } first || first.Value.Position.Sequence > sequence + 1
                || tail.Entries.Last!.Value.Position.Sequence <= sequence)
                return null;
            var found = new List<LogEntry>();
            // Whoever follows the log asks for the last few.
            for (var node = tail.Entries.Last; node?.Value.Position.Sequence > sequence; node = node.Previous)
                found.Add(node.Value);
            found.Reverse();
            if (found.Count > limit) found.RemoveRange(limit, found.Count - limit);
            return found;
        }
    }

    /// <summary>Forgets a partition's entries.</summary>
    internal void Forget(int partition)
    {
        var tail = _tails[partition];
        lock (tail)
        {
            tail.Entries.Clear();
            tail.Weight = 0;
        }
    }

    /// <summary>Forgets all of them.</summary>
    internal void Forget()
    {
        for (var partition = 0; partition < _tails.Length; partition++) Forget(partition);
    }

    private static int Weigh(LogEntry entry) => 1 + entry.Changes.Count;

    private sealed class Tail
    {
        public LinkedList<LogEntry> Entries { get; } = [];

        public int Weight { get; set; }
    }
}
