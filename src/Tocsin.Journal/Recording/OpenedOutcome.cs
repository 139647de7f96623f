using System.Text;
using Tocsin.Journal.Records;
using Tocsin.Journal.Sealing;

namespace Tocsin.Journal.Recording;

/// <summary>What became of a decision, opened with its borrower's key. Immutable.</summary>
/// <param name="Record">The record; without its amount where that was altered.</param>
/// <param name="Reason">
/// Why, in the words of whoever said so; empty when nothing was said, or it cannot be read any more.
/// </param>
/// <param name="IsReasonErased">True when a reason was given and the borrower was erased since.</param>
/// <param name="IsSound">False where the bytes are not what is written of an outcome.</param>
public sealed record OpenedOutcome(DecisionOutcomeRecord Record, string Reason, bool IsReasonErased, bool IsSound)
{
    /// <summary>True when the record has a part that needs the borrower's key.</summary>
    public static bool NeedsKey(DecisionOutcomeRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return !record.SealedReason.IsEmpty;
    }

    /// <summary>Opens an outcome; without the key, or with one that does not fit, its reason is erased.</summary>
    /// <param name="record">The outcome.</param>
    /// <param name="key">The borrower's key; null where there is none.</param>
    public static OpenedOutcome Of(DecisionOutcomeRecord record, byte[]? key)
    {
        ArgumentNullException.ThrowIfNull(record);
        var isSound = !record.HasAmount || DecidedShape.IsAmount(record.Amount);
        if (!isSound)
        {
            record = record.Clone();
            record.ClearAmount();
        }

        var opened = key is null || !NeedsKey(record) ? null
            : PersonalSeal.Open(record.SealedReason.Span, key, record.DecisionId.Span, SealedKind.Reason);
        return new(record, opened is null ? "" : Encoding.UTF8.GetString(opened), NeedsKey(record) && opened is null,
            isSound);
    }
}
