namespace Tocsin.Core.Decisions;

/// <summary>
/// Grades by probability of default, or by the value of a discriminant. Immutable and thread-safe.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Grades">The grades, best first; only the last has no bound.</param>
public sealed record RatingScale(string Name, IReadOnlyList<RatingGrade> Grades)
{
    /// <summary>True when its grades are bounded by a discriminant, false when by a probability of default.</summary>
    public bool IsOfScore => Grades.Any(grade => grade.ScoreFrom is not null || grade.ScoreAbove is not null);

    /// <summary>The grade of a probability of default: the first whose bound is not passed.</summary>
    public string GradeOf(double probabilityOfDefault) =>
        Grades.First(grade => grade.PdUpTo is not { } bound || probabilityOfDefault <= bound).Grade;

    /// <summary>The grade of a discriminant, of which more is better: the first whose bound is reached.</summary>
    public string GradeOfScore(double score) => Grades.First(grade => grade.Takes(score)).Grade;

    /// <summary>The grade some notches below another; the last where there are not so many.</summary>
    public RatingGrade Below(string grade, int notches) =>
        Grades[Math.Min(IndexOf(grade) + notches, Grades.Count - 1)];

    /// <summary>The place of a grade, 0 for the best; −1 where there is no such grade.</summary>
    public int IndexOf(string grade)
    {
        for (var i = 0; i < Grades.Count; i++)
        {
            if (Grades[i].Grade == grade) return i;
        }

        return -1;
    }
}

/// <summary>One grade.</summary>
/// <param name="Grade">Its name.</param>
/// <param name="PdUpTo">
/// The highest probability of default it takes, included; null for the last grade and in a scale of scores.
/// </param>
public sealed record RatingGrade(string Grade, double? PdUpTo)
{
    /// <summary>The probability of default that stands for the grade; null when it is not said.</summary>
    public double? Pd { get; init; }

    /// <summary>The lowest score it takes, included; null when it is not bounded so.</summary>
    public double? ScoreFrom { get; init; }

    /// <summary>The score that it takes everything above, not included; null when it is not bounded so.</summary>
    public double? ScoreAbove { get; init; }

    /// <summary>True when it takes a score, or has no bound.</summary>
    public bool Takes(double score) =>
        (ScoreFrom is not { } from || score >= from) && (ScoreAbove is not { } above || score > above);
}
