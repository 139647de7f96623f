using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>
/// The keys and anchors of decision journals in Redis. A key that was destroyed stays in an append-only file until
/// Redis rewrites it, and in backups.
/// </summary>
internal sealed class RedisJournalStore(RedisConnection connection) : IJournalStore
{
    private const string Digits = "D";

    public async ValueTask<byte[]> GetOrAddKeyAsync(
        BorrowerId borrower, ReadOnlyMemory<byte> candidate, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(candidate.Length, IJournalStore.KeyLength, nameof(candidate));
        var key = Key(borrower);
        var before = await connection.CallAsync(
            "add a journal's key",
            database => database.StringSetAndGetAsync(
                key, candidate, expiry: null, When.NotExists, CommandFlags.DemandMaster),
            cancellation);
        return before.IsNull ? candidate.ToArray() : (byte[])before!;
    }

    public async ValueTask<byte[]?> ReadKeyAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        var key = Key(borrower);
        return await connection.CallAsync(
            "read a journal's key", database => database.StringGetAsync(key, CommandFlags.DemandMaster), cancellation);
    }

    public async ValueTask<JournalAnchor?> ReadAnchorAsync(string instance, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
        var anchors = connection.Keys.Anchors;
        var noted = await connection.CallAsync(
            "read a journal's anchor",
            database => database.HashGetAsync(anchors, instance, CommandFlags.DemandMaster), cancellation);
        return noted.IsNull ? null : Read(instance, noted.ToString().Split(' '));
    }

    public async ValueTask<bool> WriteAnchorAsync(JournalAnchor anchor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        var group = Text(anchor.Group);
        var note = string.Join(
            ' ', anchor.Journal, group, Text(anchor.Entries), anchor.Hash, Text(anchor.OldestGroup),
            anchor.OldestPrevious, RedisTime.ToText(anchor.At));
        var answer = await connection.RunAsync(
            "note a journal's anchor", RedisScripts.Anchor, [connection.Keys.Anchors],
            [anchor.Instance, anchor.Journal, group, note], cancellation);
        return answer[0] == "1";
    }

    private static JournalAnchor Read(string instance, string[] parts) => new(
        instance, parts[0], Number(parts[1]), Number(parts[2]), parts[3], Number(parts[4]), parts[5],
        RedisTime.FromText(parts[6]));

    private static string Text(long number) => number.ToString(Digits, CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private RedisKey Key(BorrowerId borrower)
    {
        RedisPage.CheckBorrower(borrower);
        return connection.Keys.PartitionOf(borrower).JournalKey(borrower);
    }
}
