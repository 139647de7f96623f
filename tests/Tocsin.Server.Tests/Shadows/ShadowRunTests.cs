using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Shadows;
using Tocsin.Journal;
using Tocsin.Server.Settings;
using Tocsin.Server.Shadows;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.Shadows;

public sealed class ShadowRunTests
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly ShadowedDecision _sound = ShadowedLoans.Sound(_noon);

    private static readonly string _other = new('b', 64);

    private readonly FakeTimeProvider _clock = new(_noon);

    [Fact]
    public async Task Offer_MoreThanTheQueueHolds_LeavesTheRestOutAndCountsThem()
    {
        await using var run = Run(Decide, new ShadowSettings { QueueLength = 4 });

        for (var i = 0; i < 10; i++) run.Offer(_sound);
        Assert.Equal((4, 6), (run.Waiting, run.Tally.ToReport().Dropped));
        run.Start();
        await MadeAsync(run, 4);

        var report = run.Tally.ToReport();
        Assert.Equal((0, 4, 6), (report.Same, report.Differing, report.Dropped));
    }

    [Fact]
    public async Task Offer_MoreBytesThanMayWait_LeavesTheRestOutUntilThereIsRoom()
    {
        await using var run = Run(Decide, new ShadowSettings { QueueMiB = 1 });
        var text = FeatureValue.OfText(new string('x', FeatureValue.MaximumTextLength));
        var large = _sound with
        {
            Views = [.. _sound.Views, new FeatureViewUpdate("large", _noon, Enumerable.Range(0, 400)
                .ToDictionary(i => i.ToString("D3", CultureInfo.InvariantCulture), _ => text))],
        };
        Assert.InRange(large.EstimateBytes(), 220_000, 262_144);

        for (var i = 0; i < 6; i++) run.Offer(large);
        Assert.Equal((4, 2), (run.Waiting, run.Tally.ToReport().Dropped));
        run.Start();
        await MadeAsync(run, 4);
        run.Offer(large);
        await MadeAsync(run, 5);

        Assert.Equal(2, run.Tally.ToReport().Dropped);
    }

    [Fact]
    public async Task Offer_CandidateThatThrows_IsCountedAndTheNextHasItsTurn()
    {
        var turn = 0;
        await using var run = Run(
            live => turn++ % 2 == 0 ? throw new InvalidOperationException("a fault") : Decide(live));
        run.Start();

        for (var i = 0; i < 6; i++) run.Offer(_sound);
        await MadeAsync(run, 6);

        Assert.Equal((3, 3), (run.Tally.ToReport().Failed, run.Tally.ToReport().Differing));
    }

    [Fact]
    public async Task EndAsync_WhileDecisionsWait_LeavesThemOutAndTakesNoMore()
    {
        await using var run = Run(Decide);
        run.Offer(_sound);
        run.Offer(_sound);

        await run.EndAsync(ShadowEnd.Stopped);
        await run.EndAsync(ShadowEnd.Replaced);
        run.Offer(_sound);

        Assert.Equal((0, 2), (run.Waiting, run.Tally.ToReport().Dropped));
        Assert.Equal(new ShadowEnding(ShadowEnd.Stopped, _noon), run.Ending);
    }

    [Fact]
    public async Task EndAsync_SeenLate_EndedWhenItsTimeWasOver()
    {
        await using var run = Run(Decide);
        _clock.Advance(TimeSpan.FromHours(3));

        await run.EndAsync(ShadowEnd.Expired);

        Assert.Equal(run.Plan.Until, run.Ending!.At);
    }

    [Fact]
    public async Task EndAsync_CandidateThatNothingElseHolds_IsLetGoOf()
    {
        await using var run = Run(Holding(out var candidate));
        run.Start();
        run.Offer(_sound);
        await MadeAsync(run, 1);
        await run.EndAsync(ShadowEnd.Stopped);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(candidate.IsAlive);
        Assert.Equal(1, run.Tally.ToReport().Differing);
    }

    [Fact]
    public async Task Start_SlowCandidate_RestsAsLongAsItsPartOfAProcessorWants()
    {
        await using var run = Run(
            live =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(10));
                return Decide(live);
            },
            new ShadowSettings { ProcessorShare = 0.25 });
        run.Offer(_sound);
        run.Offer(_sound);
        run.Start();
        await MadeAsync(run, 1);

        // It rests for 30 ms after 10 ms of work.
        _clock.Advance(TimeSpan.FromMilliseconds(29));
        Assert.Equal((1, 1), (run.Waiting, run.Tally.ToReport().Differing));
        await Eventually.SoAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1));
                return Task.FromResult(run.Waiting == 0);
            },
            "the second has its turn");
    }

    [Fact]
    public async Task Offer_AnotherLiveSet_BeginsAnewAndNamesIt()
    {
        await using var run = Run(Decide);
        run.Offer(_sound);
        run.Start();
        await MadeAsync(run, 1);
        Assert.Equal((1, _sound.Digest, _noon), Against(run));
        _clock.Advance(TimeSpan.FromMinutes(5));

        run.Offer(_sound with { Activation = 2, Digest = _other });
        run.Offer(_sound with { Activation = 2, Digest = _other });
        // One that was under way when the set changed.
        run.Offer(_sound);
        await MadeAsync(run, 2);

        Assert.Equal((2, _other, _noon.AddMinutes(5)), Against(run));
        Assert.Equal(0, run.Tally.ToReport().Dropped);
    }

    [Fact]
    public async Task Offer_WaitingWhenAnotherSetIsLive_AreNoPartOfItsCounts()
    {
        await using var run = Run(Decide);
        run.Offer(_sound);
        run.Offer(_sound with { Activation = 2, Digest = _other });

        run.Start();
        await MadeAsync(run, 1);

        Assert.Equal((0, 0), (run.Waiting, run.Tally.ToReport().Dropped));
    }

    [Fact]
    public async Task Offer_SameSetUnderAnotherActivation_GoesOnCounting()
    {
        await using var run = Run(Decide);
        run.Start();
        run.Offer(_sound);
        run.Offer(_sound with { Activation = 3 });
        // One that was under way under the activation between the two.
        run.Offer(_sound with { Activation = 2, Digest = _other });
        await MadeAsync(run, 2);

        Assert.Equal((3, _sound.Digest, _noon), Against(run));
    }

    [Fact]
    public async Task Offer_CandidateItselfIsLive_KeepsWhatWasFoundBefore()
    {
        await using var run = Run(Decide);
        run.Start();
        run.Offer(_sound);
        run.Offer(_sound with { Activation = 2, Digest = run.Plan.Digest });
        await MadeAsync(run, 1);

        Assert.Equal((1, _sound.Digest, _noon), Against(run));
    }

    [Fact]
    public async Task Forget_WhileADecisionWaits_LeavesItOutOfWhatIsTold()
    {
        await using var run = Run(Decide);
        run.Offer(_sound);

        run.Forget(_sound.Borrower);
        run.Start();
        await MadeAsync(run, 1);

        Assert.Empty(run.Tally.ToReport().Recent);
    }

    [Fact]
    public async Task Takes_ManyDecisions_TakesTheShareUntilItsTimeIsOver()
    {
        await using var run = Run(Decide, new ShadowSettings { MaximumShare = 0.2 });
        var ids = Enumerable.Range(0, 10_000).Select(_ => DecisionId.New(_noon, 5)).ToList();

        // Nine standard deviations.
        Assert.InRange(ids.Count(id => run.Takes(id, _noon)), 1_640, 2_360);
        Assert.DoesNotContain(ids, id => run.Takes(id, run.Plan.Until));
    }

    [Fact]
    public async Task Takes_AndOffer_AllocateNothing()
    {
        await using var run = Run(Decide);
        var id = DecisionId.New(_noon, 5);
        // The queue's own room doubles as it fills; from here to 1,024 it has enough.
        for (var i = 0; i < 600; i++) Look();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Look();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Look()
        {
            if (run.Takes(id, _noon)) run.Offer(_sound);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Func<ShadowedDecision, ShadowResult> Holding(out WeakReference candidate)
    {
        var held = new object();
        candidate = new WeakReference(held);
        return live => held is null ? throw new InvalidOperationException() : Decide(live);
    }

    private static ShadowResult Decide(ShadowedDecision live) =>
        new(live.Decision, new DecisionDifference(DifferenceKind.Bound, "outcome", "within", "passed"));

    private static (long, string, DateTimeOffset) Against(ShadowRun run) =>
        (run.Comparison.Activation, run.Comparison.Digest, run.Comparison.Since);

    private static Task MadeAsync(ShadowRun run, int count) => Eventually.SoAsync(
        () =>
        {
            var report = run.Tally.ToReport();
            return Task.FromResult(report.Same + report.Differing + report.Failed == count);
        },
        $"{count} are made");

    private ShadowRun Run(Func<ShadowedDecision, ShadowResult> decide, ShadowSettings? settings = null)
    {
        var plan = new ShadowPlan(
            new string('1', 32), new string('a', 64), 1, _noon, _noon.AddHours(2), "risk", "a test");
        var metrics = new ShadowMetrics(new ServerMetrics(Metrics.NewCustomRegistry()));
        return new ShadowRun(
            plan, new ActivatedRuleSet(ShadowedLoans.Live, 1, _noon), decide, settings ?? new ShadowSettings(), metrics,
            _clock, NullLogger.Instance);
    }
}
