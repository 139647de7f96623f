using System.Globalization;
using Xunit;

namespace Tocsin.Core.Tests.Published;

/// <summary>One of the 2,102 loans of Li, Mickel and Taylor (2018).</summary>
/// <param name="IsTraining">One of the 1,051 that the article fits its models on; the others are held out.</param>
/// <param name="Disbursed">What was paid out, in dollars.</param>
/// <param name="IsNew">The business was new.</param>
/// <param name="HasRealEstate">Backed by real estate: a term of 240 months or more.</param>
/// <param name="Guaranteed">Share that the SBA guarantees, from 0 to 1.</param>
/// <param name="InRecession">Outstanding during the recession of December 2007 to June 2009.</param>
/// <param name="Defaulted">The loan was charged off.</param>
internal sealed record SbaLoan(
    bool IsTraining, double Disbursed, bool IsNew, bool HasRealEstate, double Guaranteed, bool InRecession,
    bool Defaulted)
{
    private const string Cases = "sba/sba-case.csv";

    /// <summary>All loans of the shared data, in its order; the test is skipped where it is absent.</summary>
    public static IReadOnlyList<SbaLoan> All()
    {
        var path = Path.GetFullPath(Path.Combine(ShippedRules.Root(), "..", "shared", "data", Cases));
        if (!File.Exists(path)) Assert.Skip($"The shared data has no {Cases}.");
        return [.. File.ReadLines(path).Skip(1).Select(Read)];
    }

    // Counted from the end: names of banks hold commas, the columns behind them hold none.
    private static SbaLoan Read(string line)
    {
        var cells = line.Split(',');
        return new SbaLoan(
            cells[0] == "1", Number(cells[^13]), cells[^7] == "1", cells[^6] == "1", Number(cells[^5]),
            cells[^4] == "1", cells[^1] == "1");
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
