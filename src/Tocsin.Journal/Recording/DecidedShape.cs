using Tocsin.Core.Features;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Recording;

/// <summary>
/// Whether a record is one that a recorder writes. Bytes that were altered, with or without their hash, may still read
/// as a record, and whoever shows or replays one relies on its shape.
/// </summary>
internal static class DecidedShape
{
    // Far over every amount; what is larger does not fit the wire's amounts.
    private const double MaximumAmount = 1e18;

    private static TimeSpan MaximumAge => TimeSpan.FromDays(366 * 1_000);

    /// <summary>True when the borrower and the moment can be read.</summary>
    public static bool IsSound(DecisionRecord record) =>
        record.DecisionId.Length == DecisionId.Length && BorrowerId.TryParse(record.BorrowerId, out _)
        && IsMoment(record.AsOf) && IsMoment(record.RecordedAt)
        && IsAmount(record.Application?.HasAmount == true ? record.Application.Amount : 0);

    /// <summary>True when an amount is one that the wire can carry.</summary>
    public static bool IsAmount(double amount) => Math.Abs(amount) <= MaximumAmount;

    /// <summary>True when a view that was carried is as old as one may be.</summary>
    public static bool IsSound(CarriedView view) => Math.Abs((decimal)view.AgeTicks) <= MaximumAge.Ticks;

    /// <summary>True when what was decided, whole or its summary, fits the layout.</summary>
    public static bool IsSound(DecidedRecord decided, LayoutRecord layout) =>
        (decided.KnockOuts.IsEmpty || decided.KnockOuts.Length == layout.KnockOuts.Count)
        && decided.KnockOuts.All(outcome => outcome <= 3)
        && (decided.Score is not { } score || IsSound(score, layout))
        && decided.Needed.All(name => name.IndexOf('.') is > 0 and var dot && dot < name.Length - 1)
        && decided.Conditions.All(condition => !condition.HasDueOn
            || (condition.DueOn >= 0 && condition.DueOn <= DateOnly.MaxValue.DayNumber))
        && (decided.Limit is not { } limit || IsSound(limit))
        && (decided.Offer is not { } offer || IsAmount(offer.Amount));

    private static bool IsSound(ScoreRecord score, LayoutRecord layout) =>
        score.CharacteristicStates.Length == score.CharacteristicPoints.Count
        && (score.CharacteristicPoints.Count == 0 || score.CharacteristicPoints.Count == layout.Characteristics.Count);

    private static bool IsSound(LimitRecord limit) =>
        IsAmount(limit.Granted) && IsAmount(limit.Requested) && limit.Caps.All(cap => IsAmount(cap.Amount));

    // No journal is older; at the end of the calendar there is room for what is added to a moment.
    private static bool IsMoment(long microseconds) =>
        JournalTime.FromMicroseconds(microseconds).Year is > 1_900 and < 9_900;
}
