using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Many subscribers, each with its own branch; at length it is the proof of fan-out.</summary>
public sealed class FanOutTests(RedisServer redis)
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Watch_ManySubscribersOfABranchEach_SeeEveryChangeOfItAndNoOther(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        var run = new FanOutRun(
            Subscribers: 60, Branches: 6, Borrowers: 60, PerSecond: 200, WarmUp: TimeSpan.FromSeconds(1),
            Duration: TimeSpan.FromSeconds(2), HasDeaf: false);

        var report = await run.RunAsync(StorePlace.Of(kind, folder, redis));

        Assert.Empty(report.Faults);
        Assert.Empty(report.Load.Faults);
        Assert.Equal(400, report.Load.Answered);
        Assert.InRange(report.Load.Changes, 35, 45);
        // Ten subscribers have each branch.
        Assert.Equal(report.Load.Changes * 10, report.Arrivals.Count);
    }
}
