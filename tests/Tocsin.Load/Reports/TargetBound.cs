namespace Tocsin.Load.Reports;

/// <summary>On which side of a figure another is to be.</summary>
internal enum TargetBound
{
    /// <summary>Not below it.</summary>
    AtLeast,

    /// <summary>Not above it.</summary>
    AtMost,
}
