using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public sealed class RuleProblemTests
{
    [Theory]
    [InlineData("a.json", "$.Rules[3]", 7, "a.json $.Rules[3] column 7: It is wrong. [CODE]")]
    [InlineData("a.json", "", 0, "a.json: It is wrong. [CODE]")]
    [InlineData("", "", 0, "It is wrong. [CODE]")]
    public void ToString_PlaceInAFileOrNone_BeginsWithIt(string file, string path, int column, string expected) =>
        Assert.Equal(
            expected, new RuleProblem(ProblemSeverity.Error, "CODE", file, path, column, "It is wrong.").ToString());
}
