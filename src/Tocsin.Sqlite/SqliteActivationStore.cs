using System.Globalization;
using Tocsin.Core.Rules;

namespace Tocsin.Sqlite;

/// <summary>The activation number in SQLite, with every activation there ever was. Thread-safe.</summary>
internal sealed class SqliteActivationStore(Func<SqliteSession> open) : IActivationStore
{
    /// <inheritdoc/>
    public ValueTask<Activation?> ReadAsync(CancellationToken cancellation) =>
        open().Readers.ReadAsync(Latest, cancellation);

    /// <inheritdoc/>
    public ValueTask<Activation?> TryAdvanceAsync(
        long expected, string digest, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(digest);
        return open().Writer.WriteAsync(
            (link, _) =>
            {
                if ((Latest(link)?.Number ?? 0) != expected) return null;
                var next = new Activation(expected + 1, digest, SqliteTime.Cut(at));
                link[SqliteStatements.WriteActivation].Execute(
                    next.Number, next.Digest, SqliteTime.ToMicroseconds(next.At));
                return next;
            },
            size: 1,
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadReviewedAsync(CancellationToken cancellation) =>
        open().Readers.ReadAsync(
            link => long.Parse(
                link[SqliteStatements.ReadMeta].Text(SqliteSchema.Reviewed) ?? "0", CultureInfo.InvariantCulture),
            cancellation);

    /// <inheritdoc/>
    public async ValueTask NoteReviewedAsync(long number, CancellationToken cancellation) =>
        await open().Writer.WriteAsync(
            (link, _) => link[SqliteStatements.RaiseMeta].Execute(SqliteSchema.Reviewed, number),
            size: 1,
            cancellation);

    private static Activation? Latest(SqliteLink link)
    {
        using var rows = link[SqliteStatements.ReadActivation].Query();
        return rows.Read()
            ? new Activation(rows.GetInt64(0), rows.GetString(1), SqliteTime.FromMicroseconds(rows.GetInt64(2)))
            : null;
    }
}
