using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class FeaturesPutCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task PutsEachViewWithItsMoment()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Put = _ => new PutFeaturesResponse
        {
            Revision = 4,
            Reviewed = true,
            Views = { new ViewUpdateResult { View = "bureau", Outcome = ViewUpdateOutcome.IgnoredOlder } },
        };
        var result = await tool.RunAsync("features put B1 --set bureau.listed=yes --set bureau.owner_query_count_3m= "
            + "--observed-at 2026-03-31T08:00 --correction --wait");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("ignored_older", result.Out, StringComparison.Ordinal);
        var request = Assert.IsType<PutFeaturesRequest>(tool.Services.Requests.Single());
        Assert.True(request.Correction && request.WaitForReview);
        var view = Assert.Single(request.Views);
        Assert.Equal(new DateTime(2026, 3, 31), view.ObservedAt.ToDateTime());
        Assert.True(view.Features["listed"].Flag);
        Assert.Equal(FeatureValue.KindOneofCase.Missing, view.Features["owner_query_count_3m"].KindCase);
    }

    [Fact(Timeout = 60_000)]
    public async Task AMomentThatIsNoneEndsWithOne()
    {
        await using var tool = await ToolFixture.StartAsync();
        var result = await tool.RunAsync("features put B1 --set bureau.listed=1 --observed-at soon");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--observed-at: 'soon' is not a moment", result.Error, StringComparison.Ordinal);
    }
}
