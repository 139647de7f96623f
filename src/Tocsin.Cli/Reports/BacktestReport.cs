using Tocsin.Cli.Backtesting;
using Tocsin.Cli.Values;

namespace Tocsin.Cli.Reports;

/// <summary>What came of a backtest, for people at a terminal.</summary>
internal static class BacktestReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(TerminalPage page, BacktestResult result)
    {
        foreach (var (name, value) in Facts(result)) page.Fact(name, value);
        ModelTables.Write(page, result.Parts);
        page.Table("Refused rows", ["line", "column", "reason", "what is wrong"], result.Refused.Listed.Select(one =>
            new[] { $"{one.Line}", one.Column, one.Reason, one.Message }));
    }

    /// <summary>What the report is about, in pairs of a name and a value.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(BacktestResult result)
    {
        var model = result.Parts[0].Report.Model;
        yield return ("product", model.Product);
        if (result.DraftBecause.Length > 0) yield return ("draft", result.DraftBecause);
        yield return ("rule set", model.RuleSetDigest);
        yield return ("rows", ModelText.Count(result.Rows));
        if (result.Repeated > 0)
            yield return ("repeats", $"{CountText.Of(result.Repeated, "row")} whose request comes again within 24 h");
        if (result.Refused.Count > 0)
            yield return ("refused", CountText.Of(result.Refused.Count, "row"));
        yield return ("PSI", ModelText.PsiRule);
    }
}
