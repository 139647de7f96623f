using Grpc.Core;
using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A call whose store is silent is answered before its deadline, from what is known, and says so.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan _deadline = TimeSpan.FromMilliseconds(600);

    [Fact]
    public async Task Decide_StoreSilent_IsAnsweredBeforeTheDeadlineFromWhatIsKnown()
    {
        RedisServer.Require();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var folder = new TemporaryFolder();
        // The store's own limit is no help to such a call.
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), $"Store:Redis={redis.Configuration}", "Store:CallTimeoutMs=30000", "Journal:Mode=off");
        // What is written after it was read is not kept: its review has to be over.
        var update = Update();
        update.WaitForReview = true;
        await new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(update);
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);
        await Eventually.SoAsync(
            async () => (await DecideAsync(decisions, "b-1")).StoredFeatures == StoredFeatures.Current
                && await HitsAsync(server) > 0, "the borrower is kept");
        await using var look = await ConnectionMultiplexer.ConnectAsync(redis.Configuration + ",allowAdmin=true");

        await look.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "60000", "ALL");

        var unknown = await DecideAsync(decisions, "b-2");
        Assert.Equal((StoredFeatures.Overdue, true), (unknown.StoredFeatures, unknown.Degraded));
        await Eventually.SoAsync(
            async () => (await DecideAsync(decisions, "b-1")).StoredFeatures == StoredFeatures.Unconfirmed,
            "without a confirmation what is kept is unconfirmed");
    }

    // A call that were late would throw.
    private static async Task<DecideResponse> DecideAsync(
        DecisionService.DecisionServiceClient decisions, string borrower) => await decisions.DecideAsync(
            Application(borrower), new CallOptions(deadline: RealClock.Instance.GetUtcNow().UtcDateTime + _deadline));

    private static async Task<double> HitsAsync(ServerProcess server)
    {
        var page = await Page.GetAsync(server, "/metrics");
        const string line = "tocsin_near_cache_reads_total{result=\"hit\"} ";
        var at = page.Text.IndexOf(line, StringComparison.Ordinal);
        return at < 0 ? 0 : double.Parse(page.Text[(at + line.Length)..].Split('\n')[0], null);
    }
}
