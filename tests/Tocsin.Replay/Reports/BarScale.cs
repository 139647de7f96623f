using Tocsin.Cli.Reports.Drawing;

namespace Tocsin.Replay.Reports;

/// <summary>Where things stand in a drawing of bars. Columns are laid out left to right, the axis is at zero.</summary>
internal sealed class BarScale
{
    /// <summary>Room for the numbers and the name of the axis.</summary>
    public const double Left = 64;

    /// <summary>Room for the legend.</summary>
    public const double Top = 40;

    /// <summary>The whole width.</summary>
    public const double Width = 960;

    /// <summary>The whole height.</summary>
    public const double Height = 340;

    /// <summary>The lowest line of the bars; the names of the columns stand below it.</summary>
    public const double Bottom = Height - 52;

    private const double Right = 16;

    private readonly int _columns;
    private readonly double _unit;

    /// <summary>Makes the scale of a plot.</summary>
    public BarScale(BarPlot plot)
    {
        _columns = Math.Max(1, plot.Columns.Count);
        Step = AxisStep.Of(plot.Highest + plot.Deepest);
        Highest = AxisStep.Count(plot.Highest, Step) * Step;
        Lowest = -AxisStep.Count(plot.Deepest, Step) * Step;
        if (Highest == Lowest) Highest = Step;
        _unit = (Bottom - Top) / (Highest - Lowest);
    }

    /// <summary>From one line of the grid to the next.</summary>
    public int Step { get; }

    /// <summary>The value of the highest line.</summary>
    public int Highest { get; }

    /// <summary>The value of the lowest line.</summary>
    public int Lowest { get; }

    /// <summary>The width of a column, its gap included.</summary>
    public double Column => (Width - Left - Right) / _columns;

    /// <summary>Where a column begins.</summary>
    public double X(int column) => Left + (column * Column);

    /// <summary>Where a value stands.</summary>
    public double Y(int value) => Bottom - ((value - Lowest) * _unit);
}
