namespace Tocsin.Core.Monitoring;

/// <summary>
/// What a model's decisions looked like when it was made: bins that stay as they are, and the shares in them.
/// Immutable.
/// </summary>
/// <param name="Product">The product.</param>
/// <param name="RuleSetDigest">The digest of the rule set that decided.</param>
/// <param name="From">The first moment as of which was decided, in UTC; null without decisions.</param>
/// <param name="To">The last.</param>
/// <param name="Count">Scored decisions.</param>
/// <param name="Measure">The measure that <paramref name="Bins"/> bin.</param>
/// <param name="Bins">The bins of the score.</param>
/// <param name="Shares">The share in each, 0 to 1.</param>
/// <param name="Characteristics">The bins of each characteristic, all that the rule set has among them.</param>
public sealed record ModelBaseline(
    string Product, string RuleSetDigest, DateTimeOffset? From, DateTimeOffset? To, long Count, ScoreMeasure Measure,
    ScoreBins Bins, IReadOnlyList<double> Shares, IReadOnlyList<BaselineCharacteristic> Characteristics);

/// <summary>What a characteristic looked like. Immutable.</summary>
/// <param name="Name">The characteristic.</param>
/// <param name="Bins">Its bins with their shares.</param>
public sealed record BaselineCharacteristic(string Name, IReadOnlyList<BaselineBin> Bins);

/// <summary>One bin of a characteristic.</summary>
/// <param name="Bin">The bin, in words.</param>
/// <param name="Share">Its share, 0 to 1.</param>
public readonly record struct BaselineBin(string Bin, double Share);
