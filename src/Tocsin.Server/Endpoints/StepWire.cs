using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.V1;
using CoreLevel = Tocsin.Core.Warnings.WarningLevel;
using WireLevel = Tocsin.V1.WarningLevel;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads what people want to do from the wire, and says why they cannot.</summary>
internal static class StepWire
{
    /// <summary>What a person begins, checked.</summary>
    /// <exception cref="FailureException">The rules have no such action, or it was due before now.</exception>
    public static WarningStep ReadTreatment(TreatWarningRequest request, RuleSet rules, DateTimeOffset now)
    {
        if (!rules.Actions.ContainsKey(request.Action))
        {
            throw new FailureException(FailureReason.ActionUnknown,
                $"The rule set has no such action; it has {string.Join(", ", rules.Actions.Keys.Order())}.", "action");
        }

        if (request.DueAt is null) return WarningStep.Treat(request.Action, null);
        var dueAt = ReadMoment(request.DueAt, "due_at");
        if (dueAt <= now) throw new FailureException(FailureReason.DueInPast, "due_at has passed.", "due_at");
        return WarningStep.Treat(request.Action, dueAt);
    }

    /// <summary>Until when a warning is to be silenced.</summary>
    /// <exception cref="FailureException">It is not said, has passed, or is too far ahead.</exception>
    public static DateTimeOffset ReadUntil(Timestamp? timestamp, DateTimeOffset now) =>
        ReadAhead(timestamp, "until", now)
        ?? throw new FailureException(FailureReason.UntilInvalid, "Say until when.", "until");

    /// <summary>When a person must look at the watch list again; null when that is left to the rules.</summary>
    /// <exception cref="FailureException">It has passed, or is too far ahead.</exception>
    public static DateTimeOffset? ReadReview(Timestamp? timestamp, DateTimeOffset now) =>
        ReadAhead(timestamp, "review_by", now);

    /// <summary>What came of a warning.</summary>
    /// <exception cref="FailureException">The date is none, or lies ahead.</exception>
    public static WarningStep ReadOutcome(RecordWarningOutcomeRequest request, RuleSet rules, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rules.Catalogue.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var text = request.On is { } on
            ? string.Create(CultureInfo.InvariantCulture, $"{on.Year:0000}-{on.Month:00}-{on.Day:00}") : "";
        var isDate = DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        return isDate && date <= today
            ? WarningStep.Record(new Core.Warnings.WarningOutcome(request.CameTrue, date))
            : throw new FailureException(FailureReason.DateInvalid, $"on is a day until {today:yyyy-MM-dd}.", "on");
    }

    /// <summary>The indicator that a person raises.</summary>
    /// <exception cref="FailureException">It is none that people raise.</exception>
    public static WarningIndicator ReadIndicator(string name, RuleSet rules)
    {
        if (rules.HandIndicators.TryGetValue(name, out var indicator)) return indicator;
        var known = string.Join(", ", rules.HandIndicators.Keys.Order(StringComparer.Ordinal));
        throw new FailureException(
            FailureReason.IndicatorNotByHand,
            $"'{RequestFields.Shown(name)}' is none that people raise; "
            + (known.Length == 0 ? "warnings.json names none in by_hand." : $"they raise {known}."),
            "indicator");
    }

    /// <summary>The level that a person raises.</summary>
    /// <exception cref="FailureException">It is none.</exception>
    public static CoreLevel ReadLevel(WireLevel level) =>
        level is WireLevel.Blue or WireLevel.Yellow or WireLevel.Orange or WireLevel.Red
            ? (CoreLevel)((int)level - 1)
            : throw new FailureException(FailureReason.LevelInvalid, "Say blue, yellow, orange or red.", "level");

    /// <summary>What is said of a borrower that is closed.</summary>
    public static FailureException ClosedBorrower() => new(
        FailureReason.BorrowerClosed, "The borrower is closed; its next feature update opens it.", "borrower_id");

    /// <summary>What is said of a borrower nobody knows.</summary>
    public static FailureException UnknownBorrower() =>
        new(FailureReason.BorrowerUnknown, "The store knows no such borrower.", "borrower_id");

    /// <summary>What is said where others were faster too often.</summary>
    public static FailureException Contended(string field) =>
        new(FailureReason.Contended, "The borrower kept changing; try again.", field);

    /// <summary>What is said where a borrower has to stay on the watch list.</summary>
    public static FailureException NotCalm(DateTimeOffset? calmFrom) => new(
        FailureReason.BorrowerNotCalm,
        calmFrom is { } from
            ? string.Create(
                CultureInfo.InvariantCulture, $"The borrower may go off after {from:yyyy-MM-dd'T'HH:mm:ss'Z'}.")
            : "The borrower stands above yellow.",
        "borrower_id");

    /// <summary>A moment, to the microsecond.</summary>
    /// <exception cref="FailureException">It is none.</exception>
    public static DateTimeOffset ReadMoment(Timestamp timestamp, string field)
    {
        try
        {
            var moment = timestamp.ToDateTimeOffset();
            return moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
        }
        catch (InvalidOperationException)
        {
            throw new FailureException(FailureReason.RequestInvalid, $"{field} is no time.", field);
        }
    }

    private static DateTimeOffset? ReadAhead(Timestamp? timestamp, string field, DateTimeOffset now)
    {
        if (timestamp is null) return null;
        var moment = ReadMoment(timestamp, field);
        return moment > now && moment - now <= WarningStep.MaximumSuppression
            ? moment
            : throw new FailureException(
                FailureReason.UntilInvalid,
                $"{field} lies ahead, by at most {WarningStep.MaximumSuppression.Days} days.", field);
    }
}
