using Tocsin.Core.Features;
using Tocsin.Core.Parties;

namespace Tocsin.Sqlite;

/// <summary>Who is linked to a party, in SQLite. Thread-safe.</summary>
internal sealed class SqliteLinkStore(Func<SqliteSession> open) : ILinkStore
{
    /// <inheritdoc/>
    public ValueTask AddAsync(BorrowerId party, BorrowerId borrower, CancellationToken cancellation) =>
        WriteAsync(SqliteStatements.WriteLink, party, borrower, cancellation);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(BorrowerId party, BorrowerId borrower, CancellationToken cancellation) =>
        WriteAsync(SqliteStatements.DeleteLink, party, borrower, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        BorrowerId party, BorrowerId? after, int limit, CancellationToken cancellation)
    {
        var session = open();
        var partition = SqliteBounds.PartitionOf(session, party);
        SqliteBounds.Limit(limit);
        return session.Readers.ReadAsync(
            link => SqliteRows.Borrowers(
                link[SqliteStatements.ListLinks], partition, party.Value, after?.Value ?? "", limit),
            cancellation);
    }

    private async ValueTask WriteAsync(
        string statement, BorrowerId party, BorrowerId borrower, CancellationToken cancellation)
    {
        var session = open();
        var partition = SqliteBounds.PartitionOf(session, party);
        _ = SqliteBounds.PartitionOf(session, borrower);
        await session.Writer.WriteAsync(
            (link, _) =>
            {
                link[statement].Execute(partition, party.Value, borrower.Value);
                return true;
            },
            size: 1, cancellation);
    }
}
