using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Tocsin.Cli.Values;
using Tocsin.Core.Monitoring;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What a preview tells, in short words. What is absent is a dash, never a zero.</summary>
internal static class PreviewText
{
    /// <summary>What stands for something that is absent.</summary>
    public const string Absent = "-";

    private const int SecondsInWords = 120;
    private const double Least = 0.1;

    /// <summary>A count, its thousands told apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of something, as people say it.</summary>
    public static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{Count(count)} {what}s";

    /// <summary>How many more, with a sign; nothing for none.</summary>
    public static string More(long count) => count > 0 ? $"+{Count(count)}" : Count(count);

    /// <summary>A part of a whole in per cent; nothing but none is 0 %, and nothing but the whole 100 %.</summary>
    public static string Share(long part, long whole)
    {
        if (whole == 0) return Absent;
        var percent = 100.0 * part / whole;
        if (part > 0 && percent < Least) return $"< {Text(Least)} %";
        return part < whole && percent > 100 - Least ? $"> {Text(100 - Least)} %" : $"{Text(percent)} %";
    }

    /// <summary>How many points of per cent a part of a whole grows; the whole is not none.</summary>
    public static string SharePoints(long before, long after, long whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * (after - before) / whole:+0.##;-0.##;0} points");

    /// <summary>A fraction in per cent, such as a rate.</summary>
    public static string Rate(double fraction) =>
        (fraction * 100).ToString("0.00##", CultureInfo.InvariantCulture) + " %";

    /// <summary>How many points of per cent a rate grows.</summary>
    public static string RatePoints(double before, double after) =>
        ((after - before) * 100).ToString("+0.00##;-0.00##;0", CultureInfo.InvariantCulture) + " points";

    /// <summary>A mean, to one place.</summary>
    public static string Mean(double mean) => mean.ToString("#,##0.0", CultureInfo.InvariantCulture);

    /// <summary>A stability index with its verdict.</summary>
    public static string Psi(ScorePreview score) => score.HasPsi
        ? string.Create(CultureInfo.InvariantCulture, $"{score.Psi:0.0000} ({StabilityIndex.Verdict(score.Psi)})")
        : Absent;

    /// <summary>Before and after, or one of them when they are equal.</summary>
    public static string Move(string before, string after) => before == after ? after : $"{before} → {after}";

    /// <summary>An outcome; without a product, and where the candidate refuses, there is none.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Unspecified => "no answer",
        Outcome.ApproveWithConditions => "with conditions",
        Outcome.CounterOffer => "counter-offer",
        _ => EnumText.Of(outcome),
    };

    /// <summary>A grade; the words for none where there is none.</summary>
    public static string Grade(string grade) => grade.Length > 0 ? grade : "no grade";

    /// <summary>What makes a difference: the step of deciding, and the rule.</summary>
    public static string Of(DecisionStep step, string rule)
    {
        if (step == DecisionStep.Product) return "the product is gone";
        if (step == DecisionStep.Refused) return $"refused: {rule}";
        var name = EnumText.Of(step).Replace('_', '-');
        return rule.Length > 0 ? $"{name} {rule}" : name;
    }

    /// <summary>What would happen to a warning, or to a place on the watch list.</summary>
    public static string Of(WarningChangeKind kind) => EnumText.Of(kind).Replace('_', ' ');

    /// <summary>An answer in short: outcome, points, grade, limit, rate and reasons, as far as there are any.</summary>
    public static string Of(PreviewedAnswer? answer)
    {
        if (answer is null) return Absent;
        string[] parts =
        [
            Of(answer.Outcome), answer.HasPoints ? $"{Count(answer.Points)} points" : "", answer.Grade,
            answer.Limit is null ? "" : MoneyAmount.Text(answer.Limit),
            answer.HasAnnualRate ? Rate(answer.AnnualRate) : "", string.Join(' ', answer.Reasons),
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The name of a label's value.</summary>
    public static string LabelValue(string value) => value.Length > 0 ? value : "(none)";

    /// <summary>Money, or a dash.</summary>
    public static string Of(Money? money) => MoneyAmount.Text(money);

    /// <summary>How long something took.</summary>
    public static string Of(Duration? took)
    {
        if (took is null) return Absent;
        var time = took.ToTimeSpan();
        return time.TotalSeconds switch
        {
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
            < SecondsInWords => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0} min {time.Seconds} s"),
        };
    }

    /// <summary>What a preview is doing.</summary>
    public static string Of(PreviewPhase phase) => phase switch
    {
        PreviewPhase.ReadingRules => "Reading the candidate's rules",
        PreviewPhase.Borrowers => "Looking at borrowers",
        PreviewPhase.Linked => "Looking again at borrowers with connected parties",
        PreviewPhase.Decisions => "Deciding again",
        _ => "Working",
    };

    /// <summary>How far a preview is.</summary>
    public static string Of(PreviewProgress progress)
    {
        var name = Of(progress.Phase);
        if (progress.Total > 0)
        {
            return $"{name}: {Count(progress.Done)} of {Count(progress.Total)} "
                + $"({Share(Math.Min(progress.Done, progress.Total), progress.Total)})";
        }

        return progress.Done > 0 ? $"{name}: {Count(progress.Done)}" : name;
    }

    /// <summary>What was not previewed, and why.</summary>
    public static string Of(PreviewGapReason reason) => reason switch
    {
        PreviewGapReason.NotBooked =>
            "not asked: an open exposure, or a borrower without one, of which nobody booked an amount",
        PreviewGapReason.ProductUnknown => "not asked: the live rules do not have the product",
        PreviewGapReason.Closed => "not looked at: the borrower is closed, and rests until something new is stored",
        PreviewGapReason.Erased => "not looked at: the borrower was erased while the preview ran",
        PreviewGapReason.JournalSealed => "cannot be opened: the borrower of the journaled decision was erased, values "
            + "were withheld, or it was altered",
        PreviewGapReason.JournalDamaged => "cannot be read: a damaged place of the journal",
        PreviewGapReason.LinkedLeft => "not looked at again: linked to somebody who would stand elsewhere only because "
            + "of its own parties, to somebody whom the share does not hold, or beyond the bounds of what is looked at "
            + "again and kept",
        PreviewGapReason.NotJournaled => "cannot be decided again: the candidate reads a value that the journaled "
            + "decision was made without",
        PreviewGapReason.Cut => "not looked at to the end: more changes of one borrower than are looked for",
        PreviewGapReason.Unsettled => "not looked at: the borrower was written again and again while it was read",
        _ => $"for a reason that this version of tocsin does not know ({EnumText.Of(reason)})",
    };

    private static string Text(double percent) => percent.ToString("0.#", CultureInfo.InvariantCulture);
}
