using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Two weeks of a small branch by a simulated clock.</summary>
public sealed class BranchTests(RedisServer redis)
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Fortnight_OfASmallBranch_HoldsTogether(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        var place = StorePlace.Of(kind, folder, redis);

        var report = await BranchRun.RunAsync(place, folder, new BranchPlan(20, 12, 1));

        Assert.Empty(report.Faults);
        Assert.Equal(10, report.WorkingDays);
        Assert.Equal([2, 3], report.Swaps.Select(swap => swap.Activation));
        Assert.Contains("b-000", report.Desk.FrozenAndFreed);
        Assert.Equal(1, report.Steps.Refused);
        Assert.Equal(20, report.Levels.Values.Sum());
        Assert.Contains(report.Ledger.Changes.Keys, key => key.Kind == WarningChangeKind.Escalated);
        Assert.True(report.Steps.Taken["treat by freezing"] > 0);
    }
}
