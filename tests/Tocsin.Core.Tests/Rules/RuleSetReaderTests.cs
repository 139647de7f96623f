using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public partial class RuleSetReaderTests
{
    [Fact]
    public void Read_ShippedRules_HasNoProblemAndEveryExamplePasses()
    {
        var reading = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder));

        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        Assert.NotNull(reading.RuleSet);
        Assert.Equal(0, reading.FailedExamples);
        Assert.True(reading.Examples >= 100, $"only {reading.Examples} examples ran");
    }
}
