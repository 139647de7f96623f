using Tocsin.Core.Decisions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads a file of <c>rating_scales/</c>.</summary>
internal static class RatingScaleReader
{
    /// <summary>The scale, even when it is wrong: a policy that names it is not wrong for that.</summary>
    public static RatingScale Read(DocumentNode node)
    {
        var name = node.RequiredName("name");
        _ = node.Text("source");
        var grades = new List<RatingGrade>();
        var items = node.Items("grades");
        for (var i = 0; i < items.Count; i++)
        {
            var grade = new RatingGrade(items[i].RequiredName("grade"), items[i].Number("pd_up_to"))
            {
                Pd = items[i].Number("pd"),
                ScoreFrom = items[i].Number("score_from"),
                ScoreAbove = items[i].Number("score_above"),
            };
            _ = items[i].Bilingual("title");
            items[i].Close();
            Check(items[i], grade, grades, isLast: i == items.Count - 1);
            grades.Add(grade);
        }

        node.Close();
        if (grades.Count == 0) node.Error("KEY_MISSING", "A rating scale needs at least one grade.", "grades");
        return new RatingScale(name, grades);
    }

    private static void Check(DocumentNode item, RatingGrade grade, List<RatingGrade> better, bool isLast)
    {
        if (better.Any(other => other.Grade == grade.Grade))
            item.Error("NAME_DUPLICATE", $"The grade '{grade.Grade}' stands twice.", "grade");
        if (grade.Pd is <= 0 or > 1 || grade.Pd < better.LastOrDefault()?.Pd)
            item.Error("GRADE_BOUND", "pd must rise from grade to grade, over 0 and up to 1.", "pd");
        if (grade.ScoreFrom is not null || grade.ScoreAbove is not null || better.Any(IsOfScore))
            CheckScore(item, grade, better, isLast);
        else
            CheckPd(item, grade, better, isLast);
    }

    private static bool IsOfScore(RatingGrade grade) => grade.ScoreFrom is not null || grade.ScoreAbove is not null;

    private static void CheckPd(DocumentNode item, RatingGrade grade, List<RatingGrade> better, bool isLast)
    {
        if (isLast != grade.PdUpTo is null)
        {
            item.Error(
                "GRADE_BOUND", "Every grade but the last has pd_up_to, and the last has none: it takes the rest.",
                "pd_up_to");
        }
        else if (grade.PdUpTo is <= 0 or >= 1 || grade.PdUpTo <= better.LastOrDefault()?.PdUpTo)
        {
            item.Error("GRADE_BOUND", "pd_up_to must rise from grade to grade, between 0 and 1.", "pd_up_to");
        }
    }

    private static void CheckScore(DocumentNode item, RatingGrade grade, List<RatingGrade> better, bool isLast)
    {
        var bound = grade.ScoreFrom ?? grade.ScoreAbove;
        var before = better.LastOrDefault() is { } last ? last.ScoreFrom ?? last.ScoreAbove : null;
        if (grade.PdUpTo is not null || (grade.ScoreFrom is not null && grade.ScoreAbove is not null))
            item.Error("GRADE_BOUND", "A grade has one bound: pd_up_to, score_from or score_above.", "grade");
        else if (isLast != bound is null)
        {
            item.Error("GRADE_BOUND",
                "Every grade but the last has score_from or score_above, and the last has none: it takes the rest.",
                "grade");
        }
        else if (bound >= before)
        {
            item.Error("GRADE_BOUND", "Scores must fall from grade to grade, the best first.", "grade");
        }
    }
}
