using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;

namespace Tocsin.Sqlite;

/// <summary>Published rule sets in SQLite: a row each, and its files as one archive. Thread-safe.</summary>
internal sealed class SqliteRuleSetStore(Func<SqliteSession> open) : IRuleSetStore
{
    /// <inheritdoc/>
    public async ValueTask<RulePublication> PublishAsync(
        RulePublication publication, RuleFiles files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(files);
        if (publication.Digest != files.Digest)
            throw new ArgumentException($"The files are those of {files.Digest}.", nameof(publication));
        var session = open();
        if (await FindAsync(publication.Digest, cancellation) is { } known) return known;
        var zip = RuleFilesCodec.ToZip(files);
        var kept = publication with { At = SqliteTime.Cut(publication.At), Approvals = [] };
        return await session.Writer.WriteAsync(
            (link, _) =>
            {
                if (Find(link, kept.Digest) is { } first) return first;
                link[SqliteStatements.WriteRuleSetFiles].Execute(kept.Digest, zip);
                link[SqliteStatements.WriteRuleSet].Execute(
                    kept.Digest, kept.Name, kept.Revision, kept.Author, kept.Reason,
                    SqliteTime.ToMicroseconds(kept.At));
                return kept;
            },
            size: 1, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<RulePublication?> FindAsync(string digest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return open().Readers.ReadAsync(link => Find(link, digest), cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<RuleFiles?> ReadFilesAsync(string digest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var session = open();
        if (await FindAsync(digest, cancellation) is null) return null;
        var zip = await session.Readers.ReadAsync(link => Zip(link, digest), cancellation)
            ?? throw new InvalidDataException($"The files of {digest} are not there.");
        return RuleFilesCodec.FromZip(zip, digest);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RulePublication>> ListAsync(
        RulePublication? after, int limit, CancellationToken cancellation)
    {
        SqliteBounds.Limit(limit);
        var at = after is null ? long.MaxValue : SqliteTime.ToMicroseconds(after.At);
        return open().Readers.ReadAsync<IReadOnlyList<RulePublication>>(
            link => Publications(link, SqliteStatements.ListRuleSets, at, after?.Digest ?? "", limit), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<RulePublication?> ApproveAsync(
        string digest, RuleApproval approval, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(approval);
        var kept = approval with { At = SqliteTime.Cut(approval.At) };
        return open().Writer.WriteAsync((link, _) => Approve(link, digest, kept), size: 1, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ShadowPlan?> ReadShadowAsync(CancellationToken cancellation) =>
        open().Readers.ReadAsync(Shadow, cancellation);

    /// <inheritdoc/>
    public async ValueTask WriteShadowAsync(ShadowPlan? plan, CancellationToken cancellation) =>
        await open().Writer.WriteAsync(
            (link, _) => plan is null
                ? link[SqliteStatements.DeleteShadow].Execute()
                : link[SqliteStatements.WriteShadow].Execute(
                    plan.Id, plan.Digest, plan.Share, SqliteTime.ToMicroseconds(plan.StartedAt),
                    SqliteTime.ToMicroseconds(plan.Until), plan.By, plan.Reason),
            size: 1, cancellation);

    private static RulePublication? Approve(SqliteLink link, string digest, RuleApproval approval)
    {
        if (Find(link, digest) is not { } found) return null;
        var place = found.Approvals.Count;
        if (place >= RulePublication.MaximumApprovals
            || found.Approvals.Any(noted => noted.Approver == approval.Approver))
            return found;
        link[SqliteStatements.WriteApproval].Execute(
            digest, place, approval.Approver, approval.Reason, SqliteTime.ToMicroseconds(approval.At));
        return found with { Approvals = [.. found.Approvals, approval] };
    }

    private static RulePublication? Find(SqliteLink link, string digest) =>
        Publications(link, SqliteStatements.ReadRuleSet, digest).SingleOrDefault();

    private static List<RulePublication> Publications(
        SqliteLink link, string sql, params ReadOnlySpan<object?> values)
    {
        var found = new List<RulePublication>();
        using var rows = link[sql].Query(values);
        while (rows.Read())
        {
            var digest = rows.GetString(0);
            found.Add(new RulePublication(
                digest, rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4),
                SqliteTime.FromMicroseconds(rows.GetInt64(5)))
            {
                Approvals = Approvals(link, digest),
            });
        }

        return found;
    }

    private static List<RuleApproval> Approvals(SqliteLink link, string digest)
    {
        var approvals = new List<RuleApproval>();
        using var rows = link[SqliteStatements.ListApprovals].Query(digest);
        while (rows.Read())
        {
            approvals.Add(new RuleApproval(
                rows.GetString(0), rows.GetString(1), SqliteTime.FromMicroseconds(rows.GetInt64(2))));
        }

        return approvals;
    }

    private static byte[]? Zip(SqliteLink link, string digest)
    {
        using var rows = link[SqliteStatements.ReadRuleSetFiles].Query(digest);
        return rows.Read() ? rows.GetFieldValue<byte[]>(0) : null;
    }

    private static ShadowPlan? Shadow(SqliteLink link)
    {
        using var rows = link[SqliteStatements.ReadShadow].Query();
        return rows.Read()
            ? new ShadowPlan(
                rows.GetString(0), rows.GetString(1), rows.GetDouble(2),
                SqliteTime.FromMicroseconds(rows.GetInt64(3)), SqliteTime.FromMicroseconds(rows.GetInt64(4)),
                rows.GetString(5), rows.GetString(6))
            : null;
    }
}
