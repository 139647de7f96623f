using Tocsin.Load.Loads;
using Tocsin.Load.Servers;
using Xunit;

namespace Tocsin.Load.Tests.Loads;

public sealed class LoadFiguresTests
{
    [Fact]
    public void Sum_TwoRounds_HasTheCallsTheLatenciesAndTheStallsOfBoth()
    {
        var sum = LoadFigures.Sum(
        [
            Round(1_000_000, wrong: 0, fault: null, new StallFigures(TimeSpan.FromMilliseconds(70), 3, 1, 0)),
            Round(9_000_000, wrong: 2, fault: "refused", new StallFigures(TimeSpan.FromMilliseconds(20), 2, 0, 0)),
        ]);

        Assert.Equal((2, 2, "refused"), (sum.Calls, sum.Wrong, sum.FirstFault));
        Assert.Equal((TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(2)), (sum.Took, sum.Rested));
        Assert.Equal((1, 9), (Math.Round(sum.Milliseconds(50)), Math.Round(sum.Milliseconds(99))));
        Assert.Equal(new StallFigures(TimeSpan.FromMilliseconds(70), 5, 1, 0), sum.Stalls);
        Assert.Equal(
            new ServerUsage(200, TimeSpan.FromMilliseconds(8), TimeSpan.FromMilliseconds(40), 6, 1_000), sum.Usage);
    }

    [Fact]
    public void Sum_LoadThatWaitsForAnswersItself_HasNoStalls() =>
        Assert.Null(LoadFigures.Sum([Round(1, wrong: 0, fault: null, stalls: null)]).Stalls);

    private static LoadFigures Round(long nanoseconds, long wrong, string? fault, StallFigures? stalls)
    {
        var latencies = LoadFigures.NewHistogram();
        latencies.RecordValue(nanoseconds);
        var usage = new ServerUsage(
            100, TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(20), 3, wrong == 0 ? 1_000 : 900);
        return new LoadFigures(1, wrong, TimeSpan.FromSeconds(2), latencies, usage)
        {
            FirstFault = fault,
            Stalls = stalls,
            Rested = TimeSpan.FromSeconds(1),
        };
    }
}
