using System.Globalization;
using System.Xml.Linq;

namespace Tocsin.Cli.Reports.Drawing;

/// <summary>An axis from zero to the right, as long as its highest number needs in round steps.</summary>
internal sealed class NumberAxis
{
    private readonly double _left;
    private readonly int _step;
    private readonly int _ticks;
    private readonly double _unit;

    /// <summary>Lays out an axis.</summary>
    /// <param name="highest">The highest number, not below zero.</param>
    /// <param name="left">Where zero stands.</param>
    /// <param name="right">Where the last line of the grid stands.</param>
    public NumberAxis(int highest, double left, double right)
    {
        _left = left;
        _step = AxisStep.Of(highest);
        _ticks = Math.Max(1, AxisStep.Count(highest, _step));
        _unit = (right - left) / (_ticks * _step);
    }

    /// <summary>Where a number stands.</summary>
    public double X(double number) => _left + (number * _unit);

    /// <summary>The lines of the grid, each with its number below it.</summary>
    public IEnumerable<XElement> Grid(double top, double bottom)
    {
        for (var number = 0; number <= _ticks * _step; number += _step)
        {
            yield return SvgShapes.Line(X(number), top, X(number), bottom, number == 0);
            yield return SvgShapes.Label(
                X(number), bottom + 18, "middle", number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
