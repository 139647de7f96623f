namespace Tocsin.Cli.Reports.Drawing;

/// <summary>What a plot of lines shows: shares upwards, against a number to the right.</summary>
/// <param name="Id">Its id within the page, of letters and dashes.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it shows, for those who cannot see it.</param>
/// <param name="NumberName">What stands to the right.</param>
/// <param name="ShareName">What the shares are of.</param>
/// <param name="Lines">The lines.</param>
internal sealed record LinePlot(
    string Id, string Title, string Description, string NumberName, string ShareName, IReadOnlyList<PlotLine> Lines)
{
    /// <summary>The lowest number of all lines; 0 without points.</summary>
    public double Lowest => Lines.SelectMany(line => line.Points).Select(point => point.X).DefaultIfEmpty().Min();

    /// <summary>The highest number of all lines; 1 without points.</summary>
    public double Highest => Lines.SelectMany(line => line.Points).Select(point => point.X).DefaultIfEmpty(1).Max();
}

/// <summary>One line of a plot.</summary>
/// <param name="Name">What it stands for, for the legend.</param>
/// <param name="Color">The colour's name in the style of the page.</param>
/// <param name="Points">Its points in order; each with a share from 0 to 1.</param>
/// <param name="IsDashed">True for a line that others are held against.</param>
internal sealed record PlotLine(
    string Name, string Color, IReadOnlyList<(double X, double Share)> Points, bool IsDashed = false);
