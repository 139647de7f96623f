using System.Collections.Frozen;

namespace Tocsin.Core.Decisions;

/// <summary>The grade for each grade of the model and class of behaviour. Immutable and thread-safe.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Classes">The classes of behaviour, best first.</param>
/// <param name="Rows">For each grade of the model, the grade in each class.</param>
public sealed record RatingMatrix(
    string Name, IReadOnlyList<string> Classes, FrozenDictionary<string, IReadOnlyList<string>> Rows)
{
    /// <summary>The grade where a grade of the model meets a class of behaviour.</summary>
    /// <exception cref="KeyNotFoundException">It has no such grade; that of a set that was read has all.</exception>
    public string GradeOf(string modelGrade, string behaviourClass)
    {
        var column = 0;
        while (Classes[column] != behaviourClass) column++;
        return Rows[modelGrade][column];
    }
}
