using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>How a <see cref="SqliteStore"/> is set up. Read once, when the store is made.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>
    /// The folder that holds the database, made when it is absent; relative to the working directory. It must lie on a
    /// local disk and belongs to one process at a time. Default: <c>data</c>.
    /// </summary>
    public string Folder { get; set; } = "data";

    /// <summary>When writes wait for the disk. Default: <see cref="SqliteSynchronous.Full"/>.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;

    /// <summary>
    /// How many partitions the store is to have, 1 to <see cref="StoreLimits.MaximumPartitions"/>. It is fixed at the
    /// first start, and a later start that asks for another number is refused. Null, the default, takes what the store
    /// has, or <see cref="StoreLimits.DefaultPartitions"/> at the first start.
    /// </summary>
    public int? Partitions { get; set; }

    /// <summary>
    /// How many writing calls wait for the writer, 1 to 1,000,000; further callers wait for room. Default: 4,096.
    /// </summary>
    public int WriterQueueLength { get; set; } = 4_096;

    /// <summary>
    /// How many updates and commits share one transaction, and so one wait for the disk, 1 to 100,000; a larger batch
    /// of a single call stays whole. Default: 256.
    /// </summary>
    public int GroupSize { get; set; } = 256;

    /// <summary>How many connections read at the same time, 1 to 64; further readers wait. Default: 4.</summary>
    public int ReadConnections { get; set; } = 4;

    /// <summary>
    /// How many log entries one transaction trims, 1 to 1,000,000: a longer trim lets writers in between. Default:
    /// 2,000.
    /// </summary>
    public int TrimStep { get; set; } = 2_000;

    /// <summary>How long a statement waits for another program that has the database locked. Default: 5 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// False to read every state and log entry from the database, as after a start: for tests of what is in it.
    /// </summary>
    internal bool KeepsRecent { get; set; } = true;

    /// <summary>A checked copy that nobody else can change.</summary>
    /// <exception cref="ArgumentException">A value is out of its bounds; the message names it.</exception>
    internal SqliteStoreOptions Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        if (!Enum.IsDefined(Synchronous)) throw OutOfBounds(nameof(Synchronous), "Full or Normal");
        Check(nameof(Partitions), Partitions ?? 1, StoreLimits.MaximumPartitions);
        Check(nameof(WriterQueueLength), WriterQueueLength, 1_000_000);
        Check(nameof(GroupSize), GroupSize, 100_000);
        Check(nameof(ReadConnections), ReadConnections, 64);
        Check(nameof(TrimStep), TrimStep, 1_000_000);
        if (BusyTimeout < TimeSpan.FromSeconds(1) || BusyTimeout > TimeSpan.FromMinutes(1))
            throw OutOfBounds(nameof(BusyTimeout), "1 s to 60 s");
        var copy = (SqliteStoreOptions)MemberwiseClone();
        copy.Folder = Path.GetFullPath(Folder);
        return copy;
    }

    private static void Check(string name, int value, int most)
    {
        if (value < 1 || value > most) throw OutOfBounds(name, $"1 to {most}");
    }

    private static ArgumentException OutOfBounds(string name, string bounds) => new($"{name} must be {bounds}.", name);
}
