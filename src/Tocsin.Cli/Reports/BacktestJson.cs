using Tocsin.Cli.Backtesting;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>What came of a backtest, for programs.</summary>
internal static class BacktestJson
{
    /// <summary>The result on one line.</summary>
    public static string Of(BacktestResult result)
    {
        var model = result.Parts[0].Report.Model;
        return JsonText.OfObject(new
        {
            model.Product,
            model.RuleSetDigest,
            result.DraftBecause,
            result.Rows,
            result.Repeated,
            Refused = result.Refused.Count,
            PsiFloor = StabilityIndex.Floor,
            Parts = result.Parts.Select(ModelJson.Of),
            Refusals = result.Refused.Listed,
        });
    }
}
