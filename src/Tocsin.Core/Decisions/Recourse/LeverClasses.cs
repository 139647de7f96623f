namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// The points of each lever that are worth trying: of those that every factor takes for the same, the cheapest, and
/// none that is refused whatever else is done.
/// </summary>
internal static class LeverClasses
{
    /// <summary>The points of a lever that are worth trying, rising; none when nothing can turn the outcome.</summary>
    /// <param name="lever">The lever's number.</param>
    /// <param name="points">How many points it has.</param>
    /// <param name="tables">The tables of every factor.</param>
    /// <param name="isOpen">True when something that has no table depends on it: every point may then matter.</param>
    public static IReadOnlyList<int> Of(int lever, int points, IReadOnlyList<FactorTable> tables, bool isOpen)
    {
        var own = tables.Where(table => table.Levers.Contains(lever)).ToList();
        var kept = new List<int>();
        for (var point = 0; point < points; point++)
        {
            if (own.Any(table => table.IsRefused(lever, point))) continue;
            if (isOpen || !kept.Any(known => own.All(table => table.AreAlike(lever, known, point)))) kept.Add(point);
        }

        return kept;
    }
}
