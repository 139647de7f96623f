using System.Globalization;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Previewing;

/// <summary>How many borrowers may differ before a preview is taken for a failure.</summary>
/// <param name="Most">The most that may: a number, or per cent of those that were looked at.</param>
/// <param name="IsShare">True for per cent.</param>
internal sealed record DifferenceLimit(decimal Most, bool IsShare)
{
    private const decimal Whole = 100;

    // Of these nothing can differ: nobody was asked, rests, or is gone. That somebody was asked at all is looked at
    // before.
    private static readonly PreviewGapReason[] _harmless =
    [
        PreviewGapReason.NotBooked, PreviewGapReason.ProductUnknown, PreviewGapReason.Closed, PreviewGapReason.Erased,
    ];

    /// <summary>How it is written.</summary>
    public string Text => Most.ToString(CultureInfo.InvariantCulture) + (IsShare ? "%" : "");

    /// <summary>Reads a limit such as 20 or 2.5%; null when it is none.</summary>
    public static DifferenceLimit? Parse(string text)
    {
        var isShare = text.EndsWith('%');
        var number = isShare ? text[..^1].TrimEnd() : text;
        var style = isShare ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        return decimal.TryParse(number, style, CultureInfo.InvariantCulture, out var most)
            && (!isShare || most <= Whole) ? new DifferenceLimit(most, isShare) : null;
    }

    /// <summary>
    /// Why a preview does not keep to it; null when it does. What could not be previewed counts as if it differed, and
    /// a preview of nobody, or of no decision, shows nothing, unless decisions were left out on purpose.
    /// </summary>
    public string? Exceeded(Preview preview)
    {
        var report = preview.Report;
        if (report.Borrowers == 0)
            return $"Nobody was looked at, so it cannot be told whether at most {Text} would differ.";
        if (Unasked(preview) is { } unasked) return unasked;
        var unknown = report.Gaps.Where(gap => !_harmless.Contains(gap.Reason)).ToList();
        // A damaged place of the journal may hold any number of decisions.
        if (unknown.Any(gap => gap.Reason == PreviewGapReason.JournalDamaged))
            return $"The journal is damaged, so it cannot be told whether at most {Text} would differ.";
        var unseen = unknown.Sum(gap => gap.Count);
        var allowed = IsShare ? report.Borrowers * Most / Whole : Most;
        if (report.Differing + unseen <= allowed) return null;
        var beside = unseen == 0 ? "" : $", and of {PreviewText.Count(unseen)} more it cannot be told";
        return $"{PreviewText.Count(report.Differing)} of {PreviewText.Count(report.Borrowers, "borrower")} "
            + $"({PreviewText.Share(report.Differing, report.Borrowers)}) would differ{beside}; "
            + $"--fail-above allows {Text}.";
    }

    private string? Unasked(Preview preview)
    {
        if (preview.IsWithoutDecisions) return null;
        if (preview.Decisions == 0)
        {
            return $"No decision was asked, so it cannot be told whether at most {Text} would differ; --product asks "
                + "everybody for one, and --without-decisions leaves decisions out.";
        }

        // Whoever names a product asks for no other one.
        if (preview.IsOfOneProduct || preview.Report.UnaskedProducts is not { Count: > 0 } products) return null;
        return $"The candidate may decide {string.Join(", ", products)} otherwise, and nothing was asked of that, so "
            + $"it cannot be told whether at most {Text} would differ; --product asks everybody for one.";
    }
}
