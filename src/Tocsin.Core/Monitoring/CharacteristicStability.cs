namespace Tocsin.Core.Monitoring;

/// <summary>How far the bins of one characteristic are from the baseline's. Immutable.</summary>
/// <param name="Name">The characteristic.</param>
/// <param name="Psi">Its PSI over its bins; see <see cref="StabilityIndex"/>.</param>
/// <param name="ScoreShift">
/// Σ (a − e) · points: by how many points the characteristic moved the mean score since the baseline; below zero it
/// made borrowers look riskier.
/// </param>
/// <param name="Bins">Its bins, those that nobody fell into among them.</param>
public sealed record CharacteristicStability(
    string Name, Statistic Psi, Statistic ScoreShift, IReadOnlyList<BinShare> Bins)
{
    internal static CharacteristicStability Of(string name, IReadOnlyList<BinShare> bins, string whyAbsent) =>
        whyAbsent.Length > 0
            ? new(name, Statistic.Absent(whyAbsent), Statistic.Absent(whyAbsent), bins)
            : new(
                name, Statistic.Of(bins.Sum(bin => bin.Contribution!.Value)),
                Statistic.Of(bins.Sum(bin => (bin.Share - bin.Expected!.Value) * bin.Points!.Value)), bins);
}
