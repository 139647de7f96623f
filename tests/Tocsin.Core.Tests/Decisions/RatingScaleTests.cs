using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class RatingScaleTests
{
    private static readonly RatingScale _scale = new(
        "three", [new RatingGrade("good", 0.01), new RatingGrade("fair", 0.05), new RatingGrade("poor", null)]);

    [Theory]
    [InlineData(0.0, "good")]
    [InlineData(0.01, "good")]
    [InlineData(0.010000000000000002, "fair")]
    [InlineData(0.05, "fair")]
    [InlineData(0.05000000000000001, "poor")]
    [InlineData(1.0, "poor")]
    public void GradeOf_ProbabilityOfDefault_IncludesEachBound(double pd, string grade) =>
        Assert.Equal(grade, _scale.GradeOf(pd));
}
