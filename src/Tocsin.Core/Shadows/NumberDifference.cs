namespace Tocsin.Core.Shadows;

/// <summary>
/// How a number of the shadow differs from the live one, over the decisions that have it on both sides. Immutable.
/// </summary>
/// <param name="Compared">How many have it on both sides.</param>
/// <param name="Up">Where the shadow's is higher.</param>
/// <param name="Down">Where it is lower.</param>
/// <param name="Sum">The sum of shadow less live.</param>
/// <param name="Largest">The difference furthest from zero; 0 where there is none.</param>
public readonly record struct NumberDifference(long Compared, long Up, long Down, double Sum, double Largest)
{
    /// <summary>The mean of shadow less live over all that were compared; 0 where none was.</summary>
    public double Mean => Compared == 0 ? 0 : Sum / Compared;

    /// <summary>This and one decision more; one that lacks the number on a side changes nothing.</summary>
    public NumberDifference Plus(double? live, double? shadow)
    {
        if (live is not { } before || shadow is not { } after) return this;
        var difference = after - before;
        return new NumberDifference(
            Compared + 1, Up + (difference > 0 ? 1 : 0), Down + (difference < 0 ? 1 : 0), Sum + difference,
            Math.Abs(difference) > Math.Abs(Largest) ? difference : Largest);
    }
}
