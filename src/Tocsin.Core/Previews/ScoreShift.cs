using Tocsin.Core.Monitoring;

namespace Tocsin.Core.Previews;

/// <summary>How points are spread before and after. Immutable.</summary>
/// <param name="Before">Decisions with points before.</param>
/// <param name="After">Decisions with points after.</param>
/// <param name="MeanBefore">Their mean before; null where there is none.</param>
/// <param name="MeanAfter">Their mean after; null where there is none.</param>
/// <param name="Psi">The population stability index; null where one side has no points.</param>
/// <param name="Bins">Tenths of the points before, as nearly as they allow.</param>
public sealed record ScoreShift(
    long Before, long After, double? MeanBefore, double? MeanAfter, double? Psi,
    IReadOnlyList<(string Bin, long Before, long After)> Bins)
{
    /// <summary>The shift between counts by points; null where there are none on either side.</summary>
    internal static ScoreShift? Of(IReadOnlyDictionary<int, long> before, IReadOnlyDictionary<int, long> after)
    {
        var (had, has) = (before.Values.Sum(), after.Values.Sum());
        if (had + has == 0) return null;
        var bins = ScoreBins.Quantiles(Steps(had > 0 ? before : after));
        var (then, now) = (bins.CountsOf(Steps(before)), bins.CountsOf(Steps(after)));
        double? psi = had == 0 || has == 0 ? null : StabilityIndex.Of(
            [.. then.Select(count => (double)count.Total / had)], [.. now.Select(count => (double)count.Total / has)]);
        return new ScoreShift(
            had, has, Mean(before, had), Mean(after, has), psi,
            [.. Enumerable.Range(0, bins.Count).Select(at => (bins.Label(at), then[at].Total, now[at].Total))]);
    }

    private static List<ScoreStep> Steps(IReadOnlyDictionary<int, long> counts) =>
        [.. counts.OrderBy(pair => pair.Key).Select(pair => new ScoreStep(pair.Key, new(0, 0, pair.Value)))];

    private static double? Mean(IReadOnlyDictionary<int, long> counts, long total) =>
        total == 0 ? null : counts.Sum(pair => (double)pair.Key * pair.Value) / total;
}
