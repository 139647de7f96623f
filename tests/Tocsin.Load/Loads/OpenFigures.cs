namespace Tocsin.Load.Loads;

/// <summary>A load at a fixed rate.</summary>
/// <param name="Share">The part of the lowest ceiling.</param>
/// <param name="Asked">Calls a second that were due.</param>
/// <param name="Figures">What it came to.</param>
internal sealed record OpenFigures(double Share, double Asked, LoadFigures Figures);
