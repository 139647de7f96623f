namespace Tocsin.Load.Reports;

/// <summary>What a scenario was to come to, beside what was found. It is told and never fails a run.</summary>
/// <param name="What">What was measured, in a few words.</param>
/// <param name="Found">What was found.</param>
/// <param name="Wanted">What was wanted.</param>
/// <param name="Bound">On which side of that it was to be.</param>
internal sealed record Target(string What, double Found, double Wanted, TargetBound Bound)
{
    /// <summary>True when what was found is on the right side; a figure that is none is not.</summary>
    public bool Holds => Bound == TargetBound.AtLeast ? Found >= Wanted : Found <= Wanted;
}
