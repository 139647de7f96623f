using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>The whole mission, thin: decide, warn, swap, on a server as it is started by a newcomer.</summary>
public sealed class FirstLightTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Server_WithSamples_DecidesAndShowsWarnings()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(folder.At("data"));
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);

        var borrowers = await features.ListBorrowersAsync(new ListBorrowersRequest());
        var decision = await decisions.DecideAsync(new DecideRequest
        {
            BorrowerId = borrowers.Borrowers[0].BorrowerId,
            Product = "mse_working_capital",
            RequestId = "r-1",
        });

        Assert.Equal(70, borrowers.Borrowers.Count);
        Assert.Equal("r-1", decision.RequestId);
        Assert.NotEqual(Outcome.Unspecified, decision.Outcome);
        Assert.Equal(1, decision.RuleSet.Activation);
    }

    [Fact]
    public async Task PutFeatures_PastThreshold_ReachesTheWatcherWithItsCause()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(folder.At("data"), "Samples:Enabled=false");
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        var warnings = new WarningService.WarningServiceClient(server.Channel);
        using var watch = warnings.WatchWarnings(new WatchWarningsRequest());
        await watch.ResponseHeadersAsync.WaitAsync(_limit);
        Assert.True(await watch.ResponseStream.MoveNext(default).WaitAsync(_limit));

        await features.PutFeaturesAsync(new PutFeaturesRequest
        {
            BorrowerId = "b-1",
            Views =
            {
                new FeatureViewValues
                {
                    View = "judicial",
                    Features = { ["firm_dishonest_listed"] = new FeatureValue { Flag = true } },
                },
            },
        });

        Assert.True(await watch.ResponseStream.MoveNext(default).WaitAsync(_limit));
        var change = watch.ResponseStream.Current.Change;
        Assert.Equal(WarningChangeKind.Raised, change.Kind);
        Assert.Equal("b-1", change.Warning.BorrowerId);
        Assert.Equal(WarningLevel.Red, change.Warning.Level);
        Assert.Equal(WarningCauseKind.FeatureUpdate, change.Cause.Kind);
        Assert.NotEmpty(change.Cursor);
    }
}
