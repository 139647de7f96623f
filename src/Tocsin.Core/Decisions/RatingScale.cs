namespace Tocsin.Core.Decisions;

/// <summary>Grades by probability of default. Immutable and thread-safe.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Grades">The grades, best first; only the last has no bound.</param>
public sealed record RatingScale(string Name, IReadOnlyList<RatingGrade> Grades)
{
    /// <summary>The grade of a probability of default: the first whose bound is not passed.</summary>
    public string GradeOf(double probabilityOfDefault) =>
        Grades.First(grade => grade.PdUpTo is not { } bound || probabilityOfDefault <= bound).Grade;
}

/// <summary>One grade.</summary>
/// <param name="Grade">Its name.</param>
/// <param name="PdUpTo">The highest probability of default it takes, included; null for the last grade.</param>
public sealed record RatingGrade(string Grade, double? PdUpTo);
