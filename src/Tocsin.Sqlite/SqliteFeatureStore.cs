using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>Features and review marks in SQLite. Thread-safe.</summary>
internal sealed class SqliteFeatureStore(Func<SqliteSession> open) : IFeatureStore
{
    private readonly StoredTexts _shared = new();

    /// <inheritdoc/>
    public ValueTask<StoredProfile?> ReadAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        var session = open();
        var partition = SqliteBounds.PartitionOf(session, borrower);
        return session.Readers.ReadAsync(link => Read(link, partition, borrower), cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FeatureUpdateResult>> ApplyAsync(
        IReadOnlyList<FeatureUpdate> updates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(updates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(updates.Count, StoreLimits.MaximumBatch);
        var session = open();
        if (updates.Count == 0) return [];

        var ready = new SqliteFeatureUpdate[updates.Count];
        for (var i = 0; i < ready.Length; i++)
        {
            var update = updates[i];
            ready[i] = new SqliteFeatureUpdate(update, SqliteBounds.PartitionOf(session, update.Borrower));
        }

        return await session.Writer.WriteAsync(
            (link, work) =>
            {
                var results = Array.ConvertAll(ready, update => update.Apply(link));
                work.Written = Written(updates, results);
                return results;
            },
            ready.Length,
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        int partition, BorrowerId? after, int limit, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        SqliteBounds.Limit(limit);
        return session.Readers.ReadAsync(
            link => SqliteRows.Borrowers(link[SqliteStatements.ListProfiles], partition, after?.Value ?? "", limit),
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(int partition, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        return session.Readers.ReadAsync(
            link => link[SqliteStatements.CountProfiles].Number(partition) ?? 0, cancellation);
    }

    private static List<BorrowerWrite> Written(
        IReadOnlyList<FeatureUpdate> updates, FeatureUpdateResult[] results)
    {
        var written = new List<BorrowerWrite>();
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Changed)
                written.Add(new BorrowerWrite(updates[i].Borrower) { FeaturesRevision = results[i].Revision });
        }

        return written;
    }

    private StoredProfile? Read(SqliteLink link, int partition, BorrowerId borrower)
    {
        using var rows = link[SqliteStatements.ReadProfile].Query(partition, borrower.Value);
        if (!rows.Read()) return null;
        var revision = rows.GetInt64(0);
        var views = new Dictionary<string, StoredView>(StringComparer.Ordinal);
        do
        {
            if (rows.IsDBNull(1)) continue;
            var observedAt = SqliteTime.FromMicroseconds(rows.GetInt64(2));
            var content = FeatureContent.Decode(SqliteRows.Bytes(rows, 3), _shared);
            views.Add(_shared.Name(SqliteRows.Bytes(rows, 1)), new StoredView(observedAt, content));
        }
        while (rows.Read());

        return new StoredProfile(borrower, revision, views);
    }
}
