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

    [Fact]
    public void ReadExamples_OfShippedRules_AreThoseThatRan()
    {
        var reading = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder));

        Assert.Equal(
            reading.Results.Select(result => Text(result.Example)), reading.RuleSet!.ReadExamples().Select(Text));

        static string Text(RuleExample example) => string.Join(
            ' ',
            [
                example.Name, example.Product, example.AsOf, example.Request, example.IsOfTables,
                .. example.Features.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"),
                .. example.Stale.Order(), .. example.Ages, .. example.Before, .. example.Exposures.Keys,
            ]);
    }
}
