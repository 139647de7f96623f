namespace Tocsin.Load.Loads;

/// <summary>What one server came to. Immutable once it is measured.</summary>
/// <param name="Name">The server.</param>
/// <param name="Closed">As many calls as it answers, a round each.</param>
/// <param name="Open">At fixed rates, the lower first.</param>
internal sealed record ContenderFigures(string Name, IReadOnlyList<LoadFigures> Closed, List<OpenFigures> Open)
{
    /// <summary>The round in the middle.</summary>
    public LoadFigures Middle => Closed.OrderBy(figures => figures.Rate).ElementAt(Closed.Count / 2);

    /// <summary>The calls a second that it answers.</summary>
    public double Ceiling => Middle.Rate;

    /// <summary>Calls that failed or were answered otherwise, in all of it.</summary>
    public long Wrong => Closed.Sum(figures => figures.Wrong) + Open.Sum(open => open.Figures.Wrong);
}

/// <summary>A load at a fixed rate.</summary>
/// <param name="Share">The part of the lowest ceiling.</param>
/// <param name="Asked">Calls a second that were due.</param>
/// <param name="Figures">What it came to.</param>
internal sealed record OpenFigures(double Share, double Asked, LoadFigures Figures);
