namespace Tocsin.Core.Decisions.Recourse;

/// <summary>How far a search for recourse goes. Immutable.</summary>
public sealed record RecourseOptions
{
    /// <summary>
    /// The longest a search takes; it is looked at between steps of microseconds. 250 ms by default.
    /// </summary>
    public TimeSpan TimeBound { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The most values tried and ways looked at, which bounds memory too: a search keeps some hundred bytes for each.
    /// 200,000 by default.
    /// </summary>
    public int NodeLimit { get; init; } = 200_000;

    /// <summary>
    /// The most combinations of features' values over which one rule is evaluated beforehand. A rule with more is
    /// judged way by way, which takes longer and finds the same. 50,000 by default.
    /// </summary>
    public int TableLimit { get; init; } = 50_000;

    /// <summary>
    /// The most things an option changes, from 1 to 15: features the borrower acts on, waiting (which counts once,
    /// however many features move with time) and the amount asked for. Features that move with another do not count.
    /// 4 by default.
    /// </summary>
    public int MostChanges { get; init; } = 4;

    /// <summary>The most options, from 1 to 5. 3 by default.</summary>
    public int MostOptions { get; init; } = 3;

    /// <summary>
    /// What asking for a tenth less costs, as a multiple of waiting 30 days; null when the amount stays as it is. The
    /// amount goes down by tenths of what was asked for, each rounded down to the product's step. 1 by default.
    /// </summary>
    public double? CostOfTenthLess { get; init; } = 1;
}
