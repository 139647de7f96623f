using System.Globalization;
using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>What a scenario came to, as text for a terminal.</summary>
internal static class ReportText
{
    private static readonly double[] _percentiles = [50, 90, 99, 99.9, 99.99, 100];

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter page, ScenarioReport report)
    {
        page.WriteLine($"{report.Name}: {report.About}");
        if (report.Contenders.Count > 0) WriteContenders(page, report.Contenders);
        foreach (var figure in report.Figures) page.WriteLine(Line(figure));
        foreach (var target in report.Targets) page.WriteLine(Line(target));
        foreach (var one in report.Contenders.Where(one => one.Wrong > 0))
            page.WriteLine($"  FAULT {one.Name}: {one.Wrong} calls; the first: {one.FirstFault}");
        foreach (var fault in report.Faults) page.WriteLine($"  FAULT {fault}");
        page.WriteLine();
    }

    private static void WriteContenders(TextWriter page, IReadOnlyList<ContenderFigures> all)
    {
        var limit = all[0];
        page.WriteLine($"  {"",-26}{"calls/s",10}{"spread",8}{"ratio",8}{"us/call",10}{"B/call",10}"
            + $"{"GC ms/s",10}{"wrong",8}");
        foreach (var one in all)
        {
            var middle = one.Middle;
            page.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {one.Name,-26}{one.Ceiling,10:f0}{one.Spread,8:p0}{one.ThroughputTo(limit),8:f2}"
                + $"{middle.ProcessorPerCall,10:f1}{middle.AllocatedPerCall,10:f0}{middle.PausedPerSecond,10:f1}"
                + $"{one.Wrong,8}"));
        }

        for (var at = 0; at < limit.Open.Count; at++)
        {
            var share = limit.Open[at];
            page.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  at {share.Asked:f0} calls/s, {share.Share:p0} of the lowest ceiling; milliseconds"));
            page.WriteLine(
                $"  {"",-26}{"p50",9}{"p90",9}{"p99",9}{"p99.9",9}{"p99.99",9}{"max",9}{"p99 ratio",11}"
                + $"{"stall",9}{">10",6}{">50",6}{">100",6}");
            foreach (var one in all) WriteOpen(page, one.Name, one.Open[at].Figures, share.Figures);
        }
    }

    private static void WriteOpen(TextWriter page, string name, LoadFigures figures, LoadFigures limit)
    {
        page.Write($"  {name,-26}");
        foreach (var percentile in _percentiles)
            page.Write(string.Create(CultureInfo.InvariantCulture, $"{figures.Milliseconds(percentile),9:f3}"));
        page.Write(string.Create(CultureInfo.InvariantCulture,
            $"{figures.Milliseconds(99) / limit.Milliseconds(99),11:f2}"));
        if (figures.Stalls is { } stalls)
        {
            page.Write(string.Create(CultureInfo.InvariantCulture,
                $"{stalls.Longest.TotalMilliseconds,9:f1}{stalls.Over10,6}{stalls.Over50,6}{stalls.Over100,6}"));
        }

        page.WriteLine();
    }

    private static string Line(NamedFigure figure) => string.Create(CultureInfo.InvariantCulture,
        $"  {figure.Name,-62} {figure.Value,12:#,0.###} {figure.Unit}").TrimEnd();

    private static string Line(Target target) => string.Create(CultureInfo.InvariantCulture,
        $"  {(target.Holds ? "HOLDS" : "DOES NOT HOLD"),-14} {target.What}: {target.Found:f2}, wanted "
        + $"{(target.Bound == TargetBound.AtLeast ? "at least" : "at most")} {target.Wanted:f2}");
}
