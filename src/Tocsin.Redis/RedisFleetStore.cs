using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tocsin.Core.Rules.Publishing;

namespace Tocsin.Redis;

/// <summary>
/// The instances on a store in Redis: what each said last, and when that was by the clock of the server.
/// </summary>
internal sealed class RedisFleetStore(RedisConnection connection) : IFleetStore
{
    private const int FieldsOfAnInstance = 3;

    // People read these texts with redis-cli; nothing puts them into a page.
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async ValueTask AnnounceAsync(InstanceNote note, TimeSpan lease, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(note);
        var kept = note.CheckedFor(lease);
        var microseconds = (long)lease.TotalMicroseconds;
        var written = JsonSerializer.Serialize(
            new Note(
                kept.Activation, kept.Digest, RedisTime.ToText(kept.Since), kept.LastError, kept.Build, microseconds),
            _json);
        var keys = connection.Keys;
        await connection.RunAsync(
            "note an instance", RedisScripts.Announce, [keys.Seen, keys.Instances],
            [
                kept.Instance, written, microseconds, (long)IFleetStore.Remembered.TotalMicroseconds,
                IFleetStore.MaximumInstances,
            ],
            cancellation);
    }

    public async ValueTask LeaveAsync(string instance, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var keys = connection.Keys;
        await connection.RunAsync(
            "forget an instance", RedisScripts.Leave, [keys.Seen, keys.Instances], [instance], cancellation);
    }

    public async ValueTask<IReadOnlyList<FleetInstance>> ListAsync(CancellationToken cancellation)
    {
        var keys = connection.Keys;
        var answer = await connection.RunAsync(
            "list instances", RedisScripts.Fleet, [keys.Seen, keys.Instances], [], cancellation);
        var now = Time(answer[0]);
        return
        [
            .. answer.Skip(1).Chunk(FieldsOfAnInstance).Select(fields => Read(now, fields)).OfType<FleetInstance>()
                .OrderBy(instance => instance.Note.Instance, StringComparer.Ordinal),
        ];
    }

    private static FleetInstance? Read(DateTimeOffset now, string[] fields)
    {
        var note = JsonSerializer.Deserialize<Note>(fields[2], _json)!;
        return FleetInstance.At(
            now,
            new InstanceNote(
                fields[0], note.Activation, note.Digest, RedisTime.FromText(note.Since), note.LastError, note.Build),
            Time(fields[1]),
            TimeSpan.FromMicroseconds(note.LeaseMicroseconds));
    }

    private static DateTimeOffset Time(string micros) =>
        RedisTime.FromMicros(long.Parse(micros, CultureInfo.InvariantCulture));

    private sealed record Note(
        long Activation, string Digest, string Since, string LastError, string Build, long LeaseMicroseconds);
}
