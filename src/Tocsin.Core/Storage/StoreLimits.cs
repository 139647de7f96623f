namespace Tocsin.Core.Storage;

/// <summary>Bounds that every store keeps.</summary>
public static class StoreLimits
{
    /// <summary>The most updates in one call.</summary>
    public const int MaximumBatch = 1_000;

    /// <summary>The longest page of borrowers, states, marks or log entries.</summary>
    public const int MaximumPage = 1_000;

    /// <summary>Partitions of a store that is created without a wish.</summary>
    public const int DefaultPartitions = 16;

    /// <summary>The most partitions.</summary>
    public const int MaximumPartitions = 256;
}
