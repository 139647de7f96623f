using System.Globalization;

namespace Tocsin.Load.Reports;

/// <summary>The table of everything, as text for a terminal.</summary>
internal static class RatioText
{
    /// <summary>Writes it; nothing when no servers were compared.</summary>
    public static void Write(TextWriter page, IReadOnlyList<RatioRow> rows)
    {
        if (rows.Count == 0) return;
        page.WriteLine(
            "all: ratios are to the first server of the scenario; latencies in milliseconds at half the load");
        page.WriteLine($"  {"",-15}{"",-26}{"calls/s",10}{"ratio",8}{"us/call",10}{"B/call",10}{"p50",9}{"p99",9}"
            + $"{"ratio",8}{"stall",9}{"wrong",8}");
        foreach (var row in rows)
        {
            var middle = row.Figures.Middle;
            page.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {row.Scenario,-15}{row.Figures.Name,-26}{row.Figures.Ceiling,10:f0}{row.Throughput,8:f2}"
                + $"{middle.ProcessorPerCall,10:f1}{middle.AllocatedPerCall,10:f0}{row.Half?.Milliseconds(50),9:f3}"
                + $"{row.Half?.Milliseconds(99),9:f3}{row.P99,8:f2}{row.LongestStall?.TotalMilliseconds,9:f1}"
                + $"{row.Figures.Wrong,8}"));
        }

        page.WriteLine();
    }
}
