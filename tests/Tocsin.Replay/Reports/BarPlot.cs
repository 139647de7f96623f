namespace Tocsin.Replay.Reports;

/// <summary>What a plot of stacked bars shows.</summary>
/// <param name="Id">Its id within the page, of letters and dashes.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it shows, for those who cannot see it.</param>
/// <param name="UpName">What the axis says above zero.</param>
/// <param name="DownName">What it says below zero; empty when nothing hangs there.</param>
/// <param name="Columns">The names of the columns, in order.</param>
/// <param name="Series">The colours, the one next to the axis first.</param>
internal sealed record BarPlot(
    string Id, string Title, string Description, string UpName, string DownName, IReadOnlyList<string> Columns,
    IReadOnlyList<BarSeries> Series)
{
    /// <summary>The highest column.</summary>
    public int Highest => Sums(series => series.Up).DefaultIfEmpty().Max();

    /// <summary>The deepest column, as a positive number.</summary>
    public int Deepest => Sums(series => series.Down).DefaultIfEmpty().Max();

    private IEnumerable<int> Sums(Func<BarSeries, IReadOnlyList<int>> side) =>
        Columns.Select((_, column) => Series.Sum(series => side(series)[column]));
}
