using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A candidate decides beside the live set, and nobody who asks for a decision notices.</summary>
public sealed class ShadowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RedisServer _redis;
    private readonly RuleCopy _rules;
    private readonly RuleCopy _strict;

    public ShadowTests(RedisServer redis)
    {
        _redis = redis;
        (_rules, _strict) = (new RuleCopy(_folder), new RuleCopy(_folder, "strict"));
        // The sound loan's PD is 0.05, the weak one's 0.55.
        _strict.Edit("policies/sba_lmt_2018.json", file => file["outcome"]!["approve_up_to_pd"] = 0.01);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Start_KnownCalls_CountsThemExactly(StoreKind kind)
    {
        await using var server = await StartAsync(StorePlace.Of(kind, _folder, _redis));
        var (control, decisions) = (new ShadowControl(server), new Clients(server).Decisions);
        var digest = await PublishAsync(server);
        await decisions.DecideAsync(SoundLoan());
        var started = await control.StartAsync(digest[..10]);

        await decisions.DecideAsync(SoundLoan());
        await decisions.DecideAsync(WeakLoan());
        await StreamAsync(decisions, SoundLoan(), WeakLoan(), SoundLoan());
        var asOf = SoundLoan();
        asOf.RuleSetAsOf = started.StartedAt;
        await decisions.DecideAsync(asOf);
        var last = await decisions.DecideAsync(SoundLoan());
        var report = await control.ReportAsync(6);

        Assert.Equal((digest, 1, "a test", "anonymous"),
            (started.Digest, started.Share, started.Reason, started.By));
        Assert.Equal(3_600, (started.Until - started.StartedAt).Seconds);
        Assert.Equal((6, 2, 4, 0, 0, 0), (report.Decided, report.Same, report.Differing, report.Dropped,
            report.Failed, report.NotComparable));
        Assert.Equal(
            [(Outcome.Approve, Outcome.Decline, 4), (Outcome.Decline, Outcome.Decline, 2)],
            report.Outcomes.Select(one => (one.Live, one.Shadow, one.Count)));
        var product = Assert.Single(report.Products);
        Assert.Equal(("sba-lmt-2018", "USD", 6, 4),
            (product.Product, product.Currency, product.Decided, product.Differing));
        Assert.Equal((6, 0, 0), (product.ProbabilityOfDefault.Compared, product.ProbabilityOfDefault.Up,
            product.ProbabilityOfDefault.Down));
        var rule = Assert.Single(report.Rules);
        Assert.Equal((DifferenceKind.Bound, "outcome", 4, 4, 0),
            (rule.Kind, rule.Rule, rule.Count, rule.Worse, rule.Better));
        Assert.Equal((last.DecisionId, "b-loan"), (report.Recent[0].DecisionId, report.Recent[0].BorrowerId));
        Assert.Equal(started, (await new RulePublishing(server).StatusAsync()).Shadow);
        await CheckMetricsAsync(server);
    }

    [Fact]
    public async Task DeleteBorrower_LeavesItOutOfWhatIsTold()
    {
        await using var server = await StartAsync(Sqlite);
        var (control, clients) = (new ShadowControl(server), new Clients(server));
        await clients.Features.PutFeaturesAsync(Update("b-loan"));
        await control.StartAsync(await PublishAsync(server));
        await clients.Decisions.DecideAsync(SoundLoan());
        var told = await control.ReportAsync(1);

        await clients.Features.DeleteBorrowerAsync(
            new DeleteBorrowerRequest { BorrowerId = "b-loan", Reason = "asked for it" });

        var report = await control.ReportAsync();
        Assert.Equal("b-loan", Assert.Single(told.Recent).BorrowerId);
        Assert.Equal((1, 0), (report.Differing, report.Recent.Count));
    }

    [Fact]
    public async Task Start_AnswersJournalAndWarnings_StayWhatTheyAre()
    {
        await using var server = await StartAsync(Sqlite);
        var clients = new Clients(server);
        await clients.ReviewedAsync(Dishonest("b-1"));
        var asked = new[] { SoundLoan(), WeakLoan(), Application("b-1"), Application("b-2") };
        var without = await AnswersAsync(clients, asked);
        var warnings = await clients.OpenAsync();
        using var page = new OperatorPage(server);
        var before = await JournaledAsync(page);
        var control = new ShadowControl(server);
        await control.StartAsync(await PublishAsync(server));

        var with = await AnswersAsync(clients, asked);
        await control.ReportAsync(asked.Length);

        Assert.Equal(without, with);
        Assert.Equal(warnings, await clients.OpenAsync());
        Assert.Equal(before.Select(count => count + asked.Length), await JournaledAsync(page));
    }

    [Fact]
    public async Task Decide_FasterThanTheCandidateMay_LeavesOutWhatDoesNotWait_AndAnswersAll()
    {
        const int calls = 2_000;
        await using var server = await StartAsync(Sqlite, "Shadow:QueueLength=1", "Shadow:ProcessorShare=0.01");
        var control = new ShadowControl(server);
        await control.StartAsync(await PublishAsync(server));

        var requests = Enumerable.Repeat(SoundLoan(), calls).ToArray();
        await StreamAsync(new Clients(server).Decisions, requests);
        var report = await control.ReportAsync(calls);

        Assert.InRange(report.Dropped, 1, calls - 1);
        Assert.Equal(calls, report.Differing + report.Dropped);
    }

    [Fact]
    public async Task Start_ItsTimeIsOver_EndsByItself()
    {
        var clock = new BranchClock(_folder.At("now"), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        await using var server = await StartAsync(Sqlite, clock.Setting);
        var control = new ShadowControl(server);
        var started = await control.StartAsync(await PublishAsync(server), hours: 2);
        await new Clients(server).Decisions.DecideAsync(SoundLoan());
        await control.ReportAsync(1);

        clock.MoveTo(clock.Now.AddHours(3));
        var ended = await control.ReportAsync(report => report.End == ShadowEnd.Expired);
        await new Clients(server).Decisions.DecideAsync(SoundLoan());

        Assert.Equal(started.Until, ended.EndedAt);
        Assert.Equal(1, (await control.ReportAsync()).Decided);
        Assert.Null((await new RulePublishing(server).StatusAsync()).Shadow);
        Assert.Null(await control.StopAsync());
        Assert.Contains(" ended, Expired: of 1 decisions 1 differ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_GoesOnWithThePlan()
    {
        var server = await StartAsync(Sqlite);
        var started = await new ShadowControl(server).StartAsync(await PublishAsync(server), share: 0.999);
        await server.DisposeAsync();

        await using var again = await StartAsync(Sqlite);
        var report = await new ShadowControl(again).ReportAsync(one => one.RunningSince is not null);

        Assert.Equal(started, report.Shadow);
        Assert.Equal(started, (await new RulePublishing(again).StatusAsync()).Shadow);
        Assert.True(report.RunningSince > started.StartedAt);
    }

    [Fact]
    public async Task Start_SecondInstance_FollowsUntilItIsStopped_OrLive()
    {
        var place = StorePlace.Of(StoreKind.Redis, _folder, _redis);
        await using var first = await StartAsync(place, "Journal:Instance=a");
        await using var second = await place.StartBesideAsync(
            _folder.At("second"), _rules.Setting, "Rules:Source=store", "Rules:FollowMs=50", "Journal:Instance=b");
        var (one, other) = (new ShadowControl(first), new ShadowControl(second));
        var digest = await PublishAsync(first);

        await one.StartAsync(digest);
        await other.ReportAsync(report => report.RunningSince is not null);
        await new Clients(second).Decisions.DecideAsync(SoundLoan());
        var told = await other.ReportAsync(1);
        await other.StopAsync();
        var stopped = await one.ReportAsync(report => report.End == ShadowEnd.Stopped);
        await one.StartAsync(digest);
        await other.ReportAsync(report => report.EndedAt is null);
        await new RulePublishing(first).ActivateAsync(digest);

        Assert.Equal(("b", 1), (told.Instance, told.Differing));
        Assert.Equal(("a", 0), (stopped.Instance, stopped.Decided));
        await one.ReportAsync(report => report.End == ShadowEnd.BecameLive);
        await other.ReportAsync(report => report.End == ShadowEnd.BecameLive);
        Assert.Null((await new RulePublishing(second).StatusAsync()).Shadow);
    }

    [Fact]
    public async Task Start_WhatCannotBe_IsRefusedAndSaysWhy()
    {
        await using var server = await StartAsync(Sqlite, "Shadow:MaximumShare=0.5", "Shadow:MaximumHours=2");
        var control = new ShadowControl(server);
        var digest = await PublishAsync(server);

        await RefusedAsync("NotFound SHADOW_UNKNOWN", control.ReportAsync);
        await RefusedAsync("NotFound RULE_SET_UNKNOWN", () => control.StartAsync(new string('0', 12), 0));
        await RefusedAsync("FailedPrecondition RULE_SET_ACTIVE", () => control.StartAsync(_rules.Digest, 0));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => control.StartAsync(digest, 0.6));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => control.StartAsync(digest, double.NaN));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => control.StartAsync(digest, 0, hours: 2.1));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => control.StartAsync(digest, 0, hours: 0.01));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => control.StartAsync(digest, 0, hours: 1e8));
        var all = await control.StartAsync(digest, 0);
        await RefusedAsync("FailedPrecondition SHADOW_RUNNING", () => control.StartAsync(digest, 0));
        var replaced = await control.StartAsync(digest, 0.25, replace: true);

        Assert.Equal((0.5, 0.25), (all.Share, replaced.Share));
        Assert.Equal(replaced, await control.StopAsync());
        Assert.Null(await control.StopAsync());
    }

    [Fact]
    public async Task Start_CandidateThatThisBuildRefuses_IsTold_AndDecisionsGoOn()
    {
        _strict.Delete("parameters.json");
        await using (var store = await Sqlite.OpenAsync())
        {
            var at = RealClock.Instance.GetUtcNow();
            at = at.AddTicks(-(at.Ticks % 10));
            var files = Core.Rules.RuleFolder.Read(_strict.Folder);
            await store.RuleSets.PublishAsync(
                new RulePublication(files.Digest, "strict", "1", "another build", "", at), files, default);
            await store.RuleSets.WriteShadowAsync(
                new ShadowPlan(new string('1', 32), files.Digest, 1, at, at.AddHours(1), "another build", ""), default);
        }

        await using var server = await StartAsync(Sqlite);
        var control = new ShadowControl(server);
        var report = await control.ReportAsync(one => one.Problem.Length > 0);

        Assert.Null(report.RunningSince);
        Assert.Equal(Outcome.Approve, (await new Clients(server).Decisions.DecideAsync(SoundLoan())).Outcome);
        await RefusedAsync(
            "FailedPrecondition RULE_SET_REJECTED", () => control.StartAsync(_strict.Digest, replace: true));
        await control.StopAsync();
        await RefusedAsync("NotFound SHADOW_UNKNOWN", control.ReportAsync);
    }

    private StorePlace Sqlite => StorePlace.Of(StoreKind.Sqlite, _folder, _redis);

    private Task<ServerProcess> StartAsync(StorePlace place, params string[] settings) =>
        place.StartAsync([_rules.Setting, "Rules:Source=store", "Rules:FollowMs=50", .. settings]);

    private async Task<string> PublishAsync(ServerProcess server) =>
        (await new RulePublishing(server).PublishAsync(_strict.Folder)).RuleSet.RuleSet.Digest;

    private static async Task CheckMetricsAsync(ServerProcess server)
    {
        using var page = new OperatorPage(server);
        Assert.Equal(1, await page.MetricAsync("tocsin_shadow_running"));
        Assert.Equal(2, await page.MetricAsync("tocsin_shadow_decisions_total{result=\"same\"}"));
        Assert.Equal(4, await page.MetricAsync("tocsin_shadow_decisions_total{result=\"differing\"}"));
        Assert.Equal(
            4, await page.MetricAsync("tocsin_shadow_outcomes_total{live=\"approve\",shadow=\"decline\"}"));
        Assert.Equal(
            4, await page.MetricAsync("tocsin_shadow_differences_total{kind=\"bound\",rule=\"outcome\"}"));
    }

    private static Task<IReadOnlyList<double>> JournaledAsync(OperatorPage page) =>
        page.SumsAsync("tocsin_journal_entries_total", "tocsin_decisions_total");

    private static async Task<List<DecideResponse>> AnswersAsync(Clients clients, DecideRequest[] requests)
    {
        var answers = new List<DecideResponse>();
        foreach (var request in requests)
        {
            var answer = await clients.Decisions.DecideAsync(request);
            // These alone tell one decision from the same one made again.
            (answer.DecisionId, answer.AsOf, answer.ValidUntil) = ("", null, null);
            answers.Add(answer);
        }

        return answers;
    }

    private static async Task StreamAsync(
        DecisionService.DecisionServiceClient decisions, params DecideRequest[] requests)
    {
        using var call = decisions.DecideStream();
        var answered = Task.Run(async () =>
        {
            var count = 0;
            await foreach (var item in call.ResponseStream.ReadAllAsync())
            {
                Assert.Null(item.Status);
                count++;
            }

            return count;
        });
        foreach (var request in requests)
            await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = request });
        await call.RequestStream.CompleteAsync();
        Assert.Equal(requests.Length, await answered);
    }

    private static async Task RefusedAsync(string expected, Func<Task> call) =>
        Assert.Equal(expected, EndedCall.Of(await Assert.ThrowsAsync<RpcException>(call)));
}
