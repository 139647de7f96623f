namespace Tocsin.Core.Monitoring;

/// <summary>One bin of a score or a characteristic, now and in the baseline. Immutable.</summary>
/// <param name="Bin">The bin, in words.</param>
/// <param name="Counts">The decisions in it.</param>
/// <param name="Share">Their share, 0 to 1; 0 where there are no decisions at all.</param>
/// <param name="Expected">The share of the baseline; null without one.</param>
/// <param name="Points">The points of a characteristic's bin; null for a bin of the score.</param>
public sealed record BinShare(string Bin, DefaultCounts Counts, double Share, double? Expected, int? Points = null)
{
    /// <summary>What it adds to the PSI; null without a baseline.</summary>
    public double? Contribution => Expected is { } expected ? StabilityIndex.Part(expected, Share) : null;
}
