using System.Globalization;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Shadows, and how they differ from the live rule set, for people.</summary>
internal static class ShadowText
{
    /// <summary>The most recent decisions that are shown; programs read all that the server tells.</summary>
    private const int ShownRecent = 20;

    /// <summary>Writes what was started.</summary>
    public static void Write(TerminalPage page, StartShadowResponse answer, TimeZoneInfo local)
    {
        page.Line("In the shadow.", "green");
        WriteShadow(page, answer.Shadow, local);
        page.WriteFacts();
    }

    /// <summary>Writes what was ended.</summary>
    public static void Write(TerminalPage page, StopShadowResponse answer, TimeZoneInfo local)
    {
        page.Line(answer.Shadow is null ? "No shadow runs." : "Stopped.");
        if (answer.Shadow is not null) WriteShadow(page, answer.Shadow, local);
        page.WriteFacts();
    }

    /// <summary>Writes how it differs.</summary>
    public static void Write(TerminalPage page, GetShadowReportResponse answer, TimeZoneInfo local)
    {
        WriteShadow(page, answer.Shadow, local);
        page.Fact("instance", answer.Instance);
        page.Fact("problem", answer.Problem, "red");
        if (answer.RunningSince is { } since) page.Fact("here since", MomentText.Text(since, local));
        if (answer.EndedAt is { } ended)
            page.Fact("ended here", $"{MomentText.Text(ended, local)}, {EnumText.Of(answer.End)}");
        if (answer.Live is { } live)
        {
            page.Fact("held against", $"{RuleSetText.Short(live.Digest)}, activation {Text(live.Activation)}");
            page.Fact("counts since", MomentText.Text(answer.LiveSince, local));
        }

        WriteCounts(page, answer);
        page.Table("Outcomes", ["live", "shadow", "decisions"], answer.Outcomes.Select(one =>
            new[] { EnumText.Of(one.Live), EnumText.Of(one.Shadow), Text(one.Count) }));
        page.Table("Products", ["product", "decisions", "differ", "not comparable"], answer.Products.Select(one =>
            new[] { one.Product, Text(one.Decided), Text(one.Differing), Text(one.NotComparable) }));
        page.Table("Shadow less live", ["product", "of", "decisions", "up", "down", "mean", "largest"],
            answer.Products.SelectMany(Numbers));
        page.Table("Rules", ["kind", "rule", "decisions", "worse", "better", "live, latest", "shadow, latest"],
            answer.Rules.Select(one => new[]
            {
                EnumText.Of(one.Kind), one.Rule, Text(one.Count), Text(one.Worse), Text(one.Better), one.Live,
                one.Shadow,
            }));
        page.Table("Latest that differ", ["decision", "borrower", "product", "live", "shadow", "rule"],
            answer.Recent.Take(ShownRecent).Select(one => new[]
            {
                one.DecisionId, one.BorrowerId, one.Product, EnumText.Of(one.Live), EnumText.Of(one.Shadow), one.Rule,
            }));
    }

    private static void WriteShadow(TerminalPage page, ShadowStatus shadow, TimeZoneInfo local)
    {
        page.Fact("candidate", $"{shadow.Name} {shadow.Revision}".Trim());
        page.Fact("digest", RuleSetText.Short(shadow.Digest));
        page.Fact("share", Text(shadow.Share));
        page.Fact("started", $"{MomentText.Text(shadow.StartedAt, local)} by {shadow.By}");
        page.Fact("until", MomentText.Text(shadow.Until, local));
        page.Fact("reason", shadow.Reason);
    }

    private static void WriteCounts(TerminalPage page, GetShadowReportResponse answer)
    {
        var part = answer.Decided == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {100.0 * answer.Differing / answer.Decided:0.##} %");
        page.Fact("decisions", Text(answer.Decided));
        page.Fact("same", Text(answer.Same));
        page.Fact("differ", Text(answer.Differing) + part, answer.Differing > 0 ? "yellow" : "");
        if (answer.OtherRules > 0) page.Fact("of further rules", Text(answer.OtherRules));
        if (answer.NotComparable > 0) page.Fact("not comparable", Text(answer.NotComparable));
        if (answer.Waiting > 0) page.Fact("waiting", Text(answer.Waiting));
        if (answer.Dropped > 0) page.Fact("left out", Text(answer.Dropped), "yellow");
        if (answer.Failed > 0) page.Fact("failed", Text(answer.Failed), "red");
    }

    private static IEnumerable<string[]> Numbers(ShadowProduct product)
    {
        (string Of, NumberDifference? Difference)[] numbers =
        [
            ("points", product.Points), ("probability of default", product.ProbabilityOfDefault),
            ($"limit {product.Currency}", product.Limit), ("annual rate", product.AnnualRate),
        ];
        foreach (var (of, number) in numbers)
        {
            if (number is null) continue;
            yield return
            [
                product.Product, of, Text(number.Compared), Text(number.Up), Text(number.Down), Text(number.Mean),
                Text(number.Largest),
            ];
        }
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
