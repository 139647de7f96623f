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

    /// <summary>
    /// Its throughput, to another's: the median of the rounds' ratios. Those of one round follow each other closely,
    /// while the machine changes from round to round.
    /// </summary>
    public double ThroughputTo(ContenderFigures other)
    {
        var ratios = Closed.Zip(other.Closed, (own, others) => own.Rate / others.Rate).Order().ToArray();
        return (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2;
    }

    /// <summary>How far the rounds lie apart, as a part of the one in the middle; 0 for a single round.</summary>
    public double Spread => (Closed.Max(figures => figures.Rate) - Closed.Min(figures => figures.Rate)) / Ceiling;

    /// <summary>Calls that failed or were answered otherwise, in all of it.</summary>
    public long Wrong => Closed.Sum(figures => figures.Wrong) + Open.Sum(open => open.Figures.Wrong);

    /// <summary>What was wrong with the first of them; null when none was.</summary>
    public string? FirstFault => Closed.Concat(Open.Select(open => open.Figures))
        .Select(figures => figures.FirstFault).FirstOrDefault(fault => fault is not null);
}
