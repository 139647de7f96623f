using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Journal;
using Tocsin.Server.Shadows;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Running;
using Tocsin.Sqlite;
using Xunit;

namespace Tocsin.Server.Tests.Shadows;

public sealed class ShadowWorkerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(_noon);
    private readonly TemporaryFolder _folder = new();
    private readonly ServerMetrics _metrics = new(Metrics.NewCustomRegistry());
    private readonly ActiveRuleSet _active = new();
    private readonly SqliteStore _store;
    private readonly ShadowWorker _worker;

    public ShadowWorkerTests()
    {
        _store = new SqliteStore(new SqliteStoreOptions { Folder = _folder.Path });
        var keeper = new StoreKeeper(
            _store, _metrics, _clock, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            NullLogger<StoreKeeper>.Instance);
        _worker = IdleShadow.Of(_store, keeper, _active, _folder.Path, _metrics, _clock);
    }

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(default);
        await ActivateAsync(ShadowedLoans.Live, 1, _noon.AddDays(-1));
        await PublishAsync(ShadowedLoans.Strict.Files, ShadowedLoans.Strict.Digest);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(default);
        _worker.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunFor_NoPlan_IsNoneAndAllocatesNothing()
    {
        await _worker.FollowAsync(default);
        var id = DecisionId.New(_noon, 5);
        Assert.Null(_worker.RunFor(id, _noon));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) _worker.RunFor(id, _noon);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Null(_worker.Latest);
    }

    [Fact]
    public async Task FollowAsync_Plan_RunsUntilItsTimeIsOver()
    {
        var plan = await PlanAsync("1", ShadowedLoans.Strict.Digest);

        await _worker.FollowAsync(default);
        Assert.Same(_worker.Latest!.Run, RunNow());
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(RunNow());
        await _worker.FollowAsync(default);

        Assert.Equal(new ShadowEnding(ShadowEnd.Expired, plan.Until), _worker.Latest.Run!.Ending);
        await _worker.FollowAsync(default);
        Assert.Null(RunNow());
    }

    [Fact]
    public async Task FollowAsync_PlanTakenAway_Stops()
    {
        await PlanAsync("1", ShadowedLoans.Strict.Digest);
        await _worker.FollowAsync(default);
        await _store.RuleSets.WriteShadowAsync(null, default);

        await _worker.FollowAsync(default);

        Assert.Null(RunNow());
        Assert.Equal(ShadowEnd.Stopped, _worker.Latest!.Run!.Ending!.End);
    }

    [Fact]
    public async Task FollowAsync_AnotherPlan_TakesThePlaceAndCountsAnew()
    {
        await PlanAsync("1", ShadowedLoans.Strict.Digest);
        await _worker.FollowAsync(default);
        var first = RunNow()!;
        await PlanAsync("2", ShadowedLoans.Strict.Digest);

        await _worker.FollowAsync(default);

        Assert.Equal(ShadowEnd.Replaced, first.Ending!.End);
        Assert.NotSame(first, RunNow());
        Assert.Equal(new string('2', 32), RunNow()!.Plan.Id);
    }

    [Fact]
    public async Task FollowAsync_CandidateBecomesLive_EndsAndStaysSoAfterARollBack()
    {
        await PlanAsync("1", ShadowedLoans.Strict.Digest);
        await _worker.FollowAsync(default);
        var run = RunNow()!;
        await ActivateAsync(ShadowedLoans.Strict, 2, _noon.AddMinutes(1));

        await _worker.FollowAsync(default);
        await ActivateAsync(ShadowedLoans.Live, 3, _noon.AddMinutes(2));
        await _worker.FollowAsync(default);

        Assert.Equal(ShadowEnd.BecameLive, run.Ending!.End);
        Assert.Null(RunNow());
    }

    [Fact]
    public async Task FollowAsync_CandidateBecameLiveAndWasRolledBackBetweenTwoLooks_Ends()
    {
        await PlanAsync("1", ShadowedLoans.Strict.Digest);
        await _worker.FollowAsync(default);
        var run = RunNow()!;
        await ActivateAsync(ShadowedLoans.Strict, 2, _noon.AddMinutes(1));
        await ActivateAsync(ShadowedLoans.Live, 3, _noon.AddMinutes(2));

        await _worker.FollowAsync(default);
        await _worker.FollowAsync(default);

        Assert.Equal(ShadowEnd.BecameLive, run.Ending!.End);
        Assert.Null(RunNow());
    }

    [Fact]
    public async Task FollowAsync_CandidateWasLiveAfterThePlan_IsNotStarted()
    {
        await PlanAsync("1", ShadowedLoans.Strict.Digest);
        await ActivateAsync(ShadowedLoans.Strict, 2, _noon.AddMinutes(1));
        await ActivateAsync(ShadowedLoans.Live, 3, _noon.AddMinutes(2));

        await _worker.FollowAsync(default);

        Assert.Null(_worker.Latest);
    }

    [Fact]
    public async Task FollowAsync_CandidateWithErrors_IsToldAndTriedAgainLater()
    {
        var broken = new Core.Rules.RuleFiles(
            ShadowedLoans.Strict.Files.Files.Where(file => file.Path != "parameters.json"));
        await PublishAsync(broken, broken.Digest);
        await PlanAsync("1", broken.Digest);

        await _worker.FollowAsync(default);
        var first = _worker.Latest!;
        await _worker.FollowAsync(default);
        Assert.Same(first, _worker.Latest);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _worker.FollowAsync(default);

        Assert.NotEmpty(first.Problem);
        Assert.Null(first.Run);
        Assert.NotSame(first, _worker.Latest);
        await _store.RuleSets.WriteShadowAsync(null, default);
        await _worker.FollowAsync(default);
        Assert.Null(_worker.Latest);
    }

    private ShadowRun? RunNow() => _worker.RunFor(DecisionId.New(_noon, 5), _clock.GetUtcNow());

    private async Task<ShadowPlan> PlanAsync(string id, string digest)
    {
        var now = _clock.GetUtcNow();
        var plan = new ShadowPlan(new string(id[0], 32), digest, 1, now, now.AddHours(1), "risk", "a test");
        await _store.RuleSets.WriteShadowAsync(plan, default);
        return plan;
    }

    private async Task PublishAsync(Core.Rules.RuleFiles files, string digest) => await _store.RuleSets.PublishAsync(
        new RulePublication(digest, "loans", "1", "risk", "a test", _noon), files, default);

    private async Task ActivateAsync(RuleSet set, long number, DateTimeOffset at)
    {
        Assert.NotNull(await _store.Activations.TryAdvanceAsync(new Activation(number, set.Digest, at), default));
        _active.Activate(new ActivatedRuleSet(set, number, at));
    }
}
