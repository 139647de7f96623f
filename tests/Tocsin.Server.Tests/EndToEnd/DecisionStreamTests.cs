using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Many decisions over one call: in order, each for itself, in batches smaller than what is sent.</summary>
public sealed class DecisionStreamTests
{
    private const int Requests = 700;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task DecideStream_MoreThanABatchWithFaultsBetween_AnswersEachInOrder()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), "Samples:Enabled=false", "Decisions:StreamBatch=16");
        using var call = new DecisionService.DecisionServiceClient(server.Channel).DecideStream();

        // Nobody reads while they are sent, so that many wait.
        var sending = SendAsync(call);
        var answers = new List<DecideStreamResponse>();
        using var limit = new CancellationTokenSource(_limit);
        await foreach (var answer in call.ResponseStream.ReadAllAsync(limit.Token)) answers.Add(answer);
        await sending;

        Assert.Equal(Enumerable.Range(0, Requests).Select(IdOf), answers.Select(answer => answer.RequestId));
        Assert.All(answers.Index(), each => Assert.Equal(
            IsFaulty(each.Index), each.Item.ResultCase == DecideStreamResponse.ResultOneofCase.Status));
        Assert.All(answers.Where(answer => answer.Response is not null), answer =>
            Assert.Equal((answer.RequestId, Outcome.Approve), (answer.Response.RequestId, answer.Response.Outcome)));
    }

    [Fact]
    public async Task Decide_StoreGoesAway_GoesOnWithWhatItHadAndSaysSo()
    {
        RedisServer.Require();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), $"Store:Redis={redis.Configuration}");
        await new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-1", Views = { SoundBorrower.Views() }, WaitForReview = true });
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);
        Assert.Equal(
            (Outcome.Approve, StoredFeatures.Current, false), Seen(await decisions.DecideAsync(Application("b-1"))));

        await redis.KillAsync();

        var answer = await Eventually.FoundAsync(async () =>
            await decisions.DecideAsync(Application("b-1")) is { Degraded: true } degraded ? degraded : null,
            "decisions are degraded");
        Assert.Equal((Outcome.Approve, StoredFeatures.Unconfirmed, true), Seen(answer));
        var other = await decisions.DecideAsync(Application("b-2"));
        Assert.Equal((StoredFeatures.Unavailable, true), (other.StoredFeatures, other.Degraded));
    }

    private static (Outcome Outcome, StoredFeatures Stored, bool IsDegraded) Seen(DecideResponse answer) =>
        (answer.Outcome, answer.StoredFeatures, answer.Degraded);

    private static string IdOf(int number) => $"r-{number}";

    private static bool IsFaulty(int number) => number % 3 == 1;

    private static async Task SendAsync(AsyncDuplexStreamingCall<DecideStreamRequest, DecideStreamResponse> call)
    {
        for (var number = 0; number < Requests; number++)
        {
            var request = SoundLoan();
            request.RequestId = IdOf(number);
            if (IsFaulty(number)) request.Product = "none";
            await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = request });
        }

        await call.RequestStream.CompleteAsync();
    }
}
