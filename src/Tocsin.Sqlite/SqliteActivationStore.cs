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
    public ValueTask<IReadOnlyList<Activation>> ListAsync(
        long before, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<Activation?> TryAdvanceAsync(Activation next, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(next);
        return open().Writer.WriteAsync(
            (link, _) =>
            {
                if ((Latest(link)?.Number ?? 0) != next.Number - 1) return null;
                var taken = next with { At = SqliteTime.Cut(next.At) };
                link[SqliteStatements.WriteActivation].Execute(
                    taken.Number, taken.Digest, SqliteTime.ToMicroseconds(taken.At));
                return taken;
            },
            size: 1,
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ReviewedActivation> ReadReviewedAsync(CancellationToken cancellation) =>
        open().Readers.ReadAsync(Reviewed, cancellation);

    /// <inheritdoc/>
    public async ValueTask NoteReviewedAsync(ReviewedActivation reviewed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reviewed);
        await open().Writer.WriteAsync(
            (link, _) =>
            {
                if (Reviewed(link).Number >= reviewed.Number) return false;
                link[SqliteStatements.ReplaceMeta].Execute(
                    SqliteSchema.Reviewed, reviewed.Number.ToString(CultureInfo.InvariantCulture));
                link[SqliteStatements.ReplaceMeta].Execute(SqliteSchema.ReviewedWarnings, reviewed.WarningDigest);
                return true;
            },
            size: 1,
            cancellation);
    }

    private static ReviewedActivation Reviewed(SqliteLink link) =>
        link[SqliteStatements.ReadMeta].Text(SqliteSchema.Reviewed) is { } number
            ? new(long.Parse(number, CultureInfo.InvariantCulture),
                link[SqliteStatements.ReadMeta].Text(SqliteSchema.ReviewedWarnings) ?? "")
            : ReviewedActivation.None;

    private static Activation? Latest(SqliteLink link)
    {
        using var rows = link[SqliteStatements.ReadActivation].Query();
        return rows.Read()
            ? new Activation(rows.GetInt64(0), rows.GetString(1), SqliteTime.FromMicroseconds(rows.GetInt64(2)))
            : null;
    }
}
