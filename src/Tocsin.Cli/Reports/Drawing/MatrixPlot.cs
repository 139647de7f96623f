namespace Tocsin.Cli.Reports.Drawing;

/// <summary>What a plot of moves between places shows.</summary>
/// <param name="Id">Its id within the page, of letters, digits and dashes.</param>
/// <param name="Title">Its title.</param>
/// <param name="Counted">What moves, in the plural.</param>
/// <param name="Places">The places, the best first.</param>
/// <param name="Counts">How many go from the place of the row to that of the column.</param>
internal sealed record MatrixPlot(
    string Id, string Title, string Counted, IReadOnlyList<string> Places, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    /// <summary>True when nothing is counted.</summary>
    public bool IsEmpty => Counts.All(row => row.All(count => count == 0));

    /// <summary>The most that go from one place to another.</summary>
    public long MostMoving => Moves.Select(move => move.Count).DefaultIfEmpty().Max();

    /// <summary>Who goes elsewhere, the most first; those who go for the worse first among as many.</summary>
    public IEnumerable<(int Before, int After, long Count)> Moves =>
        from row in Counts.Index()
        from cell in row.Item.Index()
        where row.Index != cell.Index && cell.Item > 0
        orderby cell.Item descending, cell.Index - row.Index descending
        select (row.Index, cell.Index, cell.Item);
}
