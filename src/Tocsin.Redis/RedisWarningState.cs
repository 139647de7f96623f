using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Redis;

/// <summary>
/// The form of a borrower's warning state, the same in its hash and in a draft. Times are microseconds since 1970.
/// </summary>
internal static class RedisWarningState
{
    /// <summary>The state that the fields of a hash are; null when there are none.</summary>
    public static BorrowerWarnings? Read(BorrowerId borrower, HashEntry[] fields)
    {
        if (fields.Length == 0) return null;
        var values = fields.ToDictionary(field => field.Name.ToString(), field => field.Value, StringComparer.Ordinal);
        return WarningCodec.DecodeState(borrower, ((ReadOnlyMemory<byte>)values["body"]).Span) with
        {
            Revision = (long)values["revision"],
            FeaturesRevision = (long)values["features_revision"],
            Activation = (long)values["activation"],
            AsOf = RedisTime.FromMicros((long)values["as_of"]),
            DueAt = values["due"].IsNullOrEmpty ? null : RedisTime.FromMicros((long)values["due"]),
        };
    }

    /// <summary>A commit as the arguments of <c>commit.lua</c>.</summary>
    public static RedisValue[] Write(WarningCommit commit, int partition, string bell)
    {
        var state = commit.State;
        var changes = WarningCodec.EncodeChanges(commit.Changes);
        // The check is over the time as it is read back, which has no more than microseconds.
        var check = WarningCodec.Check(commit.Borrower, RedisTime.Cut(commit.CommittedAt), changes);
        return
        [
            commit.Borrower.Value,
            commit.ExpectedRevision,
            Flag(commit.SettlesMark),
            Flag(commit.Erases),
            Flag(commit.Changes.Count > 0),
            RedisTime.ToMicros(commit.CommittedAt),
            check.ToString(CultureInfo.InvariantCulture),
            changes,
            state.FeaturesRevision,
            state.Activation,
            RedisTime.ToMicros(state.AsOf),
            state.DueAt is { } due ? RedisTime.ToMicros(due) : RedisValue.EmptyString,
            Flag(state.IsOfConcern),
            commit.KeepsDocument && commit.Changes.Count == 0
                ? RedisValue.EmptyString : WarningCodec.EncodeState(state),
            bell,
            partition,
            commit.ExpectedAsOf is { } asOf ? RedisTime.ToMicros(asOf) : RedisValue.EmptyString,
        ];
    }

    private static RedisValue Flag(bool value) => value ? 1 : 0;
}
