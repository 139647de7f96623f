namespace Tocsin.Load.Loads;

/// <summary>Times in which nothing was answered though something was due. Immutable.</summary>
/// <param name="Longest">The longest; zero when there was none.</param>
/// <param name="Over10">How many were longer than 10 milliseconds.</param>
/// <param name="Over50">How many of those were longer than 50.</param>
/// <param name="Over100">How many of those were longer than 100.</param>
internal sealed record StallFigures(TimeSpan Longest, int Over10, int Over50, int Over100);
