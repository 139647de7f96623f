using System.Globalization;
using Tocsin.Core.Features;

namespace Tocsin.Conformance;

/// <summary>Borrowers for tests.</summary>
public static class SampleBorrowers
{
    /// <summary>A borrower like any other.</summary>
    public static BorrowerId Wang { get; } = BorrowerId.Parse("wang-noodles");

    /// <summary>Another one.</summary>
    public static BorrowerId Li { get; } = BorrowerId.Parse("li-hardware");

    /// <summary>An id with every kind of character that is allowed.</summary>
    public static BorrowerId Odd { get; } = BorrowerId.Parse("MSE:2026.03_0001-a:B..");

    /// <summary>So many borrowers of one partition, in ordinal order.</summary>
    public static IReadOnlyList<BorrowerId> InPartition(int partition, int partitions, int count) =>
    [
        .. Enumerable.Range(1, 100_000)
            .Select(number => BorrowerId.Parse("b" + number.ToString("D6", CultureInfo.InvariantCulture)))
            .Where(borrower => borrower.Partition(partitions) == partition)
            .Take(count),
    ];
}
