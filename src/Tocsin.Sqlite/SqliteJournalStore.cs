using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>
/// The keys and anchors of decision journals in SQLite. Thread-safe. A key that was destroyed is overwritten on its
/// page; the write-ahead log holds it until it is next begun anew, and backups until they go.
/// </summary>
internal sealed class SqliteJournalStore(Func<SqliteSession> open) : IJournalStore
{
    /// <inheritdoc/>
    public async ValueTask<byte[]> GetOrAddKeyAsync(
        BorrowerId borrower, ReadOnlyMemory<byte> candidate, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(candidate.Length, IJournalStore.KeyLength, nameof(candidate));
        var session = open();
        var partition = SqliteBounds.PartitionOf(session, borrower);
        // Most borrowers have one, and reading does not wait for the disk.
        if (await ReadKeyAsync(borrower, cancellation) is { } known) return known;
        var offered = candidate.ToArray();
        return await session.Writer.WriteAsync(
            (link, _) =>
            {
                link[SqliteStatements.AddKey].Execute(partition, borrower.Value, offered);
                return Key(link, partition, borrower)!;
            },
            size: 1, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadKeyAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        var session = open();
        var partition = SqliteBounds.PartitionOf(session, borrower);
        return session.Readers.ReadAsync(link => Key(link, partition, borrower), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<JournalAnchor?> ReadAnchorAsync(string instance, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
        return open().Readers.ReadAsync(link => Anchor(link, instance), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<bool> WriteAnchorAsync(JournalAnchor anchor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        return open().Writer.WriteAsync(
            (link, _) =>
            {
                if (Anchor(link, anchor.Instance) is { } noted
                    && noted.Journal == anchor.Journal && noted.Group > anchor.Group)
                    return false;
                link[SqliteStatements.WriteAnchor].Execute(
                    anchor.Instance, anchor.Journal, anchor.Group, anchor.Entries, anchor.Hash, anchor.OldestGroup,
                    anchor.OldestPrevious, SqliteTime.ToMicroseconds(anchor.At));
                return true;
            },
            size: 1, cancellation);
    }

    private static byte[]? Key(SqliteLink link, int partition, BorrowerId borrower)
    {
        using var rows = link[SqliteStatements.ReadKey].Query(partition, borrower.Value);
        return rows.Read() ? rows.GetFieldValue<byte[]>(0) : null;
    }

    private static JournalAnchor? Anchor(SqliteLink link, string instance)
    {
        using var rows = link[SqliteStatements.ReadAnchor].Query(instance);
        return rows.Read()
            ? new JournalAnchor(
                instance, rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetString(3), rows.GetInt64(4),
                rows.GetString(5), SqliteTime.FromMicroseconds(rows.GetInt64(6)))
            : null;
    }
}
