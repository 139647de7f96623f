using System.Net;
using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// Without its store the server lives, decides on what requests carry and says so, and comes back by itself.
/// </summary>
public sealed class StoreAwayTests
{
    private static readonly Refusal _away = new(StatusCode.Unavailable, "STORE_UNAVAILABLE", "");

    [Fact]
    public async Task Start_StoreDown_DecidesDegradedAndBecomesReadyByItself()
    {
        RedisServer.Require();
        await using var redis = new RedisServer();
        redis.ChoosePort();
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(
            folder.At("data"), $"Store:Redis={redis.Configuration}");

        await server.HasSaidAsync("The store is away");
        await server.HasSaidAsync("until the store says what is active");
        using var health = new HealthWatch(server);
        await health.ToldAsync(ServingStatus.NotServing);
        await AwayAsync(server);
        var rules = new RuleSetService.RuleSetServiceClient(server.Channel);
        Assert.Equal("mse_credit", (await rules.GetActiveRuleSetAsync(new GetActiveRuleSetRequest())).Name);
        await redis.StartAsync();
        await server.ReadyAsync();
        await health.ToldAsync(ServingStatus.Serving);
        await UpAsync(server);
    }

    [Fact]
    public async Task Serving_StoreGoesAway_DecidesDegradedAndComesBack()
    {
        RedisServer.Require();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), $"Store:Redis={redis.Configuration}");
        await UpAsync(server);
        using var health = new HealthWatch(server);
        await health.ToldAsync(ServingStatus.Serving);

        var away = server.SaysAsync("The store is away");
        await redis.KillAsync();
        await away;
        await health.ToldAsync(ServingStatus.NotServing);
        await AwayAsync(server);
        var back = server.SaysAsync("The store is back");
        await redis.StartAsync();
        await back;
        await health.ToldAsync(ServingStatus.Serving);
        await UpAsync(server);

        var features = new FeatureService.FeatureServiceClient(server.Channel);
        var borrowers = await features.ListBorrowersAsync(new ListBorrowersRequest());
        Assert.Equal(["b-1"], borrowers.Borrowers.Select(borrower => borrower.BorrowerId));
    }

    private static async Task UpAsync(ServerProcess server)
    {
        var ready = await Page.GetAsync(server, "/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Contains("\"store\": \"up\"", ready.Text, StringComparison.Ordinal);
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        await features.PutFeaturesAsync(Update());
        var answer = await new DecisionService.DecisionServiceClient(server.Channel).DecideAsync(Application());
        Assert.False(answer.Degraded);
        Assert.Equal(1, answer.RuleSet.Activation);
    }

    private static async Task AwayAsync(ServerProcess server)
    {
        var live = await Page.GetAsync(server, "/healthz");
        Assert.Equal((HttpStatusCode.OK, "live"), (live.Status, live.Text));
        var ready = await Page.GetAsync(server, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains("\"status\": \"not ready\"", ready.Text, StringComparison.Ordinal);
        Assert.Contains("\"store\": \"Redis could not", ready.Text, StringComparison.Ordinal);
        await DecidesDegradedAsync(server);
        await RefusesWithoutStoreAsync(server);
    }

    private static async Task DecidesDegradedAsync(ServerProcess server)
    {
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);

        var carried = await decisions.DecideAsync(SoundLoan());
        var bare = await decisions.DecideAsync(Application());
        var evaluation = await decisions.EvaluateWorkflowAsync(
            new EvaluateWorkflowRequest { Workflow = "mse_knock_outs", BorrowerId = "b-1" });
        var classified = await decisions.ClassifyExposuresAsync(
            new ClassifyExposuresRequest { BorrowerId = "b-1", ExposureIds = { "L-1" } });

        Assert.Equal((Outcome.Approve, true), (carried.Outcome, carried.Degraded));
        Assert.Equal((Outcome.Incomplete, true), (bare.Outcome, bare.Degraded));
        Assert.True(evaluation.Degraded);
        var loan = Assert.Single(classified.Exposures);
        Assert.Equal((true, "normal", false), (classified.Degraded, loan.Category, loan.Complete));
        Assert.Equal(["special_mention", "substandard", "doubtful", "loss"], loan.Possible);
    }

    private static async Task RefusesWithoutStoreAsync(ServerProcess server)
    {
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        var warnings = new WarningService.WarningServiceClient(server.Channel);
        var id = "b-1/000000000000";

        Assert.Equal(_away, await Refusal.OfAsync(features.PutFeaturesAsync(Update())));
        Assert.Equal(_away, await Refusal.OfAsync(features.ListBorrowersAsync(new ListBorrowersRequest())));
        Assert.Equal(
            _away, await Refusal.OfAsync(features.GetProfileAsync(new GetProfileRequest { BorrowerId = "b-1" })));
        Assert.Equal(_away, await Refusal.OfAsync(
            features.CloseBorrowerAsync(new CloseBorrowerRequest { BorrowerId = "b-1", Reason = "repaid" })));
        Assert.Equal(_away, await Refusal.OfAsync(warnings.ListWarningsAsync(new ListWarningsRequest())));
        Assert.Equal(_away, await Refusal.OfAsync(
            warnings.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = "b-1" })));
        Assert.Equal(_away, await Refusal.OfAsync(warnings.AcknowledgeWarningAsync(
            new AcknowledgeWarningRequest { WarningId = id, Reason = "seen" })));
        using var stream = features.PutFeaturesStream();
        await stream.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = Update() });
        Assert.True(await stream.ResponseStream.MoveNext(default));
        Assert.Equal(_away, Refusal.Of(stream.ResponseStream.Current.Status));
        using var watch = warnings.WatchWarnings(new WatchWarningsRequest { FromSnapshot = new() });
        Assert.Equal(_away, await Refusal.OfAsync(watch.ResponseStream.MoveNext(default)));
    }
}
