namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// What orders ways: the cost, then how many levers change, then which. Keys of parts add up to the key of the whole.
/// </summary>
internal static class WayKey
{
    /// <summary>The most levers a search has.</summary>
    public const int MaximumLevers = 62;

    /// <summary>More than any way's.</summary>
    public static readonly Int128 None = Int128.MaxValue / 4;

    // Above the count stands the cost, below it which levers: of as many levers, those first that stand earlier.
    private const int CountBits = 64;
    private const int CostBits = CountBits + 8;

    /// <summary>The key of changing one lever.</summary>
    public static Int128 Of(int lever, long cost) => cost == 0 ? 0
        : ((Int128)cost << CostBits) + (Int128.One << CountBits) - (Int128.One << (MaximumLevers - 1 - lever));

    /// <summary>The cost in thousandths.</summary>
    public static long CostOf(Int128 key) => (long)(key >> CostBits);
}
