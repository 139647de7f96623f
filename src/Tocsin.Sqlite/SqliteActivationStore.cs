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
        long before, int limit, CancellationToken cancellation)
    {
        SqliteBounds.Limit(limit);
        return open().Readers.ReadAsync<IReadOnlyList<Activation>>(
            link => Activations(link[SqliteStatements.ListActivations], before, limit), cancellation);
    }

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
                link[SqliteStatements.WriteActivationCause].Execute(
                    taken.Number, (int)taken.Origin, taken.By, taken.Reason);
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

    private static Activation? Latest(SqliteLink link) =>
        Activations(link[SqliteStatements.ReadActivation]).SingleOrDefault();

    private static List<Activation> Activations(SqliteStatement statement, params ReadOnlySpan<object?> values)
    {
        var activations = new List<Activation>();
        using var rows = statement.Query(values);
        while (rows.Read())
        {
            var bare = new Activation(
                rows.GetInt64(0), rows.GetString(1), SqliteTime.FromMicroseconds(rows.GetInt64(2)));
            // A number that an older build took says nothing of what led to it.
            activations.Add(rows.IsDBNull(3) ? bare : bare with
            {
                Origin = (ActivationOrigin)rows.GetInt64(3),
                By = rows.GetString(4),
                Reason = rows.GetString(5),
            });
        }

        return activations;
    }
}
