namespace Tocsin.Core.Monitoring;

/// <summary>The population stability index (PSI) of shares over the same bins.</summary>
/// <remarks>
/// PSI = Σ (a − e) · ln(a / e), with a the share now and e the share of the baseline. A share below <see cref="Floor"/>
/// counts as the floor, so that a bin that is empty on one side still counts, and a bin that is empty on both sides is
/// left out. Both change the number, so they are fixed: PSIs with another floor cannot be compared with these. Below
/// 0.10 is called stable, from 0.25 on a major shift.
/// </remarks>
public static class StabilityIndex
{
    /// <summary>The least share that is reckoned with.</summary>
    public const double Floor = 1e-4;

    /// <summary>From here on something shifted.</summary>
    public const double Shifted = 0.10;

    /// <summary>From here on the shift is major.</summary>
    public const double MajorShift = 0.25;

    /// <summary>The index; never negative, and 0 where all shares are the same.</summary>
    /// <param name="expected">The baseline's shares.</param>
    /// <param name="actual">The shares now, as many.</param>
    public static double Of(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentOutOfRangeException.ThrowIfNotEqual(actual.Count, expected.Count, nameof(actual));
        return expected.Zip(actual, Part).Sum();
    }

    /// <summary>What one bin adds; never negative.</summary>
    public static double Part(double expected, double actual)
    {
        if (expected == 0 && actual == 0) return 0;
        var (e, a) = (Math.Max(expected, Floor), Math.Max(actual, Floor));
        return (a - e) * Math.Log(a / e);
    }

    /// <summary>A PSI in one word.</summary>
    public static string Verdict(double index) =>
        index < Shifted ? "stable" : index < MajorShift ? "some shift" : "major shift";
}
