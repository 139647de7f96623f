namespace Tocsin.Cli.Reports.Drawing;

/// <summary>From one line of a grid to the next.</summary>
internal static class AxisStep
{
    private const int FewestTicks = 4;

    /// <summary>1, 2 or 5 times a power of ten, so that a range of four or more has at least four steps.</summary>
    public static int Of(int range)
    {
        var power = 1;
        while (range / power / 10 >= FewestTicks) power *= 10;
        if (range / power / 5 >= FewestTicks) return 5 * power;
        return range / power / 2 >= FewestTicks ? 2 * power : power;
    }

    /// <summary>How many steps reach a value from zero.</summary>
    public static int Count(int value, int step) => (value + step - 1) / step;
}
