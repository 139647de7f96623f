using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// A small version of the proof: <c>dotnet run --project tests/Tocsin.Proofs -- swaps</c> makes ten thousand swaps.
/// </summary>
public sealed class ManySwapsTests
{
    [Fact]
    public async Task Swap_OneAfterTheOtherUnderLoad_NoCallFailsAndNoAnswerMixesVersions()
    {
        var plan = new ManySwapsPlan(60, 20, 200, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));

        var report = await ManySwapsRun.RunAsync(plan, TestContext.Current.SendDiagnosticMessage);

        Assert.Empty(report.Faults);
        Assert.Equal(60, report.Swaps);
        Assert.NotEmpty(report.Steady);
        Assert.NotEmpty(report.Swapping);
    }
}
