namespace Tocsin.Cli.Reports.Drawing;

/// <summary>What a plot of rows of stacked bars shows.</summary>
/// <param name="Id">Its id within the page, of letters and dashes.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it shows, for those who cannot see it.</param>
/// <param name="AxisName">What the bars count, with its unit.</param>
/// <param name="Series">The colours, the one next to the axis first.</param>
/// <param name="Rows">The rows, the highest first.</param>
internal sealed record RowPlot(
    string Id, string Title, string Description, string AxisName, IReadOnlyList<RowSeries> Series,
    IReadOnlyList<PlotRow> Rows)
{
    /// <summary>The longest row, rounded up.</summary>
    public int Longest => (int)Math.Ceiling(Rows.Select(row => row.Values.Sum()).DefaultIfEmpty().Max());
}

/// <summary>One colour of a plot.</summary>
/// <param name="Name">What it stands for, for the legend.</param>
/// <param name="Color">The colour's name in the style of the page.</param>
internal sealed record RowSeries(string Name, string Color);

/// <summary>One row of a plot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">How much of each colour.</param>
/// <param name="Note">What stands behind the bar.</param>
internal sealed record PlotRow(string Name, IReadOnlyList<double> Values, string Note);
