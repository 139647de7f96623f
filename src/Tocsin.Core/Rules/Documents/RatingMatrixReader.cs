using System.Collections.Frozen;
using Tocsin.Core.Decisions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads a file of <c>rating_matrices/</c>.</summary>
internal static class RatingMatrixReader
{
    /// <summary>The matrix; null after an error that leaves it without a shape.</summary>
    public static RatingMatrix? Read(DocumentNode node)
    {
        var name = node.RequiredName("name");
        _ = node.RequiredText("source");
        var classes = node.Texts("classes");
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var isWhole = classes.Count > 0 && classes.Distinct(StringComparer.Ordinal).Count() == classes.Count;
        if (!isWhole) node.Error("CLASSES_INVALID", "A matrix needs classes, each once.", "classes");
        foreach (var item in node.Items("rows"))
        {
            var grade = item.RequiredName("grade");
            var grades = item.Texts("grades");
            if (!rows.TryAdd(grade, grades))
                item.Error("NAME_DUPLICATE", $"The grade '{grade}' has two rows.", "grade");
            if (grades.Count != classes.Count)
            {
                item.Error("MATRIX_GAP", $"There are {classes.Count} classes and {grades.Count} grades.", "grades");
                isWhole = false;
            }

            item.Close();
        }

        node.Close();
        return isWhole ? new RatingMatrix(name, classes, rows.ToFrozenDictionary(StringComparer.Ordinal)) : null;
    }
}
