using Tocsin.Core.Rules;
using Tocsin.Replay.Feeding;
using Xunit;

namespace Tocsin.Replay.Tests.EndToEnd;

/// <summary>The replay's rules, as an activation would check them.</summary>
public sealed class ReplayRulesTests
{
    [Fact]
    public void Check_OfTheRules_FindsNothing()
    {
        var reading = RuleSetReader.Read(RuleFolder.Read(ReplayServer.Rules), new DateOnly(2026, 12, 1));

        Assert.NotNull(reading.RuleSet);
        Assert.Empty(reading.Problems);
        Assert.Equal((14, 0), (reading.Examples, reading.FailedExamples));
    }
}
