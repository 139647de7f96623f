using Tocsin.Cli.Reports.Drawing;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Who goes from where to where, of whatever places: the better ones stand first.</summary>
internal static class PreviewMatrices
{
    /// <summary>Borrowers by level.</summary>
    public static MatrixPlot Levels(WarningsPreview warnings)
    {
        var levels = Enum.GetValues<WarningLevel>().Where(level => level != WarningLevel.Unspecified)
            .Union(warnings.Levels.SelectMany(move => new[] { move.Before, move.After })).Order();
        return Of(
            "levels", "Borrower levels", "borrowers", levels, EnumText.Of,
            warnings.Levels.Select(move => (move.Before, move.After, move.Borrowers)));
    }

    /// <summary>Decisions of a product by outcome.</summary>
    public static MatrixPlot Outcomes(DecisionsPreview product, int index)
    {
        // Without the product there is no outcome, which is worse than any.
        var outcomes = product.Outcomes.SelectMany(move => new[] { move.Before, move.After }).Distinct()
            .OrderBy(outcome => outcome == Outcome.Unspecified).ThenBy(outcome => outcome);
        return Of(
            $"outcome-moves-{index}", $"{product.Product}: outcomes", "decisions", outcomes, PreviewText.Of,
            product.Outcomes.Select(move => (move.Before, move.After, move.Decisions)));
    }

    /// <summary>Decisions of a product by grade.</summary>
    public static MatrixPlot Grades(DecisionsPreview product, int index) => Of(
        $"grade-moves-{index}", $"{product.Product}: grades", "decisions", GradesInOrder(product.Grades),
        PreviewText.Grade, product.Grades.Select(move => (move.Before, move.After, move.Decisions)));

    private static MatrixPlot Of<T>(
        string id, string title, string counted, IEnumerable<T> places, Func<T, string> name,
        IEnumerable<(T Before, T After, long Count)> moves)
        where T : notnull
    {
        var ordered = places.ToList();
        var counts = moves.GroupBy(move => (move.Before, move.After))
            .ToDictionary(move => move.Key, move => move.Sum(one => one.Count));
        return new MatrixPlot(
            id, XmlText.Of(title), counted, [.. ordered.Select(place => XmlText.Of(name(place)))],
            [.. ordered.Select(before => (IReadOnlyList<long>)
                [.. ordered.Select(after => counts.GetValueOrDefault((before, after)))])]);
    }

    // The grades before come in the order of the scale, and so do those after of each. One that nobody has before
    // stands between its neighbours there; where those leave a choice, its name decides.
    private static List<string> GradesInOrder(IReadOnlyList<GradeTransition> moves)
    {
        var grades = moves.Select(move => move.Before).Distinct().ToList();
        foreach (var afters in moves.GroupBy(move => move.Before, move => move.After))
        {
            var place = 0;
            foreach (var (index, grade) in afters.Index())
            {
                if (grades.IndexOf(grade) is var found and >= 0)
                {
                    place = found + 1;
                    continue;
                }

                var end = afters.Skip(index + 1).Select(next => grades.IndexOf(next)).Where(at => at >= 0)
                    .DefaultIfEmpty(grades.Count).First();
                while (place < end && string.CompareOrdinal(grades[place], grade) < 0) place++;
                grades.Insert(place++, grade);
            }
        }

        return [.. grades.OrderBy(grade => grade.Length == 0)];
    }
}
