namespace Tocsin.Cli.Reports.Drawing;

/// <summary>What a plot of shares against numbers shows.</summary>
/// <param name="Id">Its id within the page, of letters and dashes.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it shows, for those who cannot see it.</param>
/// <param name="NumberName">What the numbers count.</param>
/// <param name="ShareName">What the shares are of.</param>
/// <param name="Points">The points.</param>
internal sealed record PointPlot(
    string Id, string Title, string Description, string NumberName, string ShareName, IReadOnlyList<PlotPoint> Points)
{
    /// <summary>The highest number.</summary>
    public int Highest => (int)Points.Select(point => point.Number).DefaultIfEmpty().Max();
}

/// <summary>One point of a plot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">The number, along the lower axis.</param>
/// <param name="Share">The share, 0 to 1, along the upright axis.</param>
/// <param name="Words">What it shows, in words.</param>
internal sealed record PlotPoint(string Name, long Number, double Share, string Words);
