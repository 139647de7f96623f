using Tocsin.Core.Rules.Publishing;

namespace Tocsin.Sqlite;

/// <summary>
/// The instances on a store in SQLite: this process, and what earlier ones on the folder left. Time is the database's
/// clock. Thread-safe.
/// </summary>
internal sealed class SqliteFleetStore(Func<SqliteSession> open) : IFleetStore
{
    private static readonly long _remembered = (long)IFleetStore.Remembered.TotalMicroseconds;

    /// <inheritdoc/>
    public async ValueTask AnnounceAsync(InstanceNote note, TimeSpan lease, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(note);
        var kept = note.CheckedFor(lease);
        await open().Writer.WriteAsync(
            (link, _) => Announce(link, kept, (long)lease.TotalMicroseconds), size: 1, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask LeaveAsync(string instance, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await open().Writer.WriteAsync(
            (link, _) => link[SqliteStatements.DeleteInstance].Execute(instance), size: 1, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FleetInstance>> ListAsync(CancellationToken cancellation) =>
        open().Readers.ReadAsync(Instances, cancellation);

    private static int Announce(SqliteLink link, InstanceNote note, long lease)
    {
        var now = Now(link);
        // A moment further ahead than a lease was written before the clock stepped back: it says nothing.
        link[SqliteStatements.DeleteInstancesSeenOutside].Execute(now - _remembered, now + lease);
        link[SqliteStatements.WriteInstance].Execute(
            note.Instance, note.Activation, note.Digest, SqliteTime.ToMicroseconds(note.Since), note.LastError,
            note.Build, now, lease);
        return link[SqliteStatements.DeleteInstancesBeyond].Execute(IFleetStore.MaximumInstances);
    }

    private static IReadOnlyList<FleetInstance> Instances(SqliteLink link)
    {
        var instances = new List<FleetInstance>();
        var now = SqliteTime.FromMicroseconds(Now(link));
        using var rows = link[SqliteStatements.ListInstances].Query();
        while (rows.Read())
        {
            var note = new InstanceNote(
                rows.GetString(0), rows.GetInt64(1), rows.GetString(2),
                SqliteTime.FromMicroseconds(rows.GetInt64(3)), rows.GetString(4), rows.GetString(5));
            var seenAt = SqliteTime.FromMicroseconds(rows.GetInt64(6));
            var lease = TimeSpan.FromMicroseconds(rows.GetInt64(7));
            if (FleetInstance.At(now, note, seenAt, lease) is { } instance) instances.Add(instance);
        }

        return instances;
    }

    private static long Now(SqliteLink link) => link[SqliteStatements.ReadClock].Number() ?? 0;
}
