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
    public static BorrowerWarnings? Read(BorrowerId borrower, RedisHash fields)
    {
        if (!fields.MoveNext(out var name, out var value)) return null;
        ReadOnlySpan<byte> body = default;
        var (revision, featuresRevision, activation, asOf, due) = (0L, 0L, 0L, 0L, (long?)null);
        do
        {
            if (name.SequenceEqual("body"u8)) body = value;
            else if (name.SequenceEqual("revision"u8)) revision = Number(value);
            else if (name.SequenceEqual("features_revision"u8)) featuresRevision = Number(value);
            else if (name.SequenceEqual("activation"u8)) activation = Number(value);
            else if (name.SequenceEqual("as_of"u8)) asOf = Number(value);
            else if (name.SequenceEqual("due"u8)) due = value.IsEmpty ? null : Number(value);
        }
        while (fields.MoveNext(out name, out value));

        return WarningCodec.DecodeState(borrower, body) with
        {
            Revision = revision,
            FeaturesRevision = featuresRevision,
            Activation = activation,
            AsOf = RedisTime.FromMicros(asOf),
            DueAt = due is { } micros ? RedisTime.FromMicros(micros) : null,
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

    private static long Number(ReadOnlySpan<byte> digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static RedisValue Flag(bool value) => value ? 1 : 0;
}
