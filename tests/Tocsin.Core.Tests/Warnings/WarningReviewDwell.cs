using CsCheck;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Warnings.WarningChangeKind;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>
/// Over random updates of which some are looked at late or not at all, as when nobody sweeps: what time may do to a
/// warning and what it may not.
/// </summary>
public class WarningReviewDwell
{
    private const double Dwell = 10;
    private const double StaleAfter = 20;
    private const double Instant = 1e-6;

    private static readonly Gen<Step> _step = Gen.Select(
        Gen.Int[0, 9], Gen.Double[0.1, 25], Gen.Int[0, 40], (kind, wait, debt) => new Step(kind, wait, debt));

    [Fact]
    public void Run_GapThatNobodySaw_StartsTheDwellAnew()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 10);
        borrower.Update(1, 0);

        Assert.Empty(borrower.Update(21.5, 0));

        var active = Assert.Single(borrower.Only.ActiveLevels);
        Assert.Equal(SmallIndicators.Noon.AddDays(21.5), active.ClearSince);
        Assert.Equal(SmallIndicators.Noon.AddDays(41.5).AddMicroseconds(1), active.FreshUntil);
        Assert.Equal(SmallIndicators.Noon.AddDays(31.5), borrower.State.DueAt);
        Assert.Equal(Cleared, Assert.Single(borrower.Review(31.5)).Kind);
    }

    [Fact]
    public void Run_UpdateInTimeBeforeStaleness_KeepsTheDwell()
    {
        var borrower = new ReviewedBorrower
        {
            Rules = SmallIndicators.Rules(7, SmallIndicators.Debt.Replace("10d", "30d", StringComparison.Ordinal)),
        };
        borrower.Update(0, 10);
        borrower.Update(1, 0);

        Assert.Empty(borrower.Update(21, 0));

        Assert.Equal(SmallIndicators.Noon.AddDays(1), Assert.Single(borrower.Only.ActiveLevels).ClearSince);
        Assert.Equal(Cleared, Assert.Single(borrower.Review(31)).Kind);
    }

    [Fact]
    public void Run_AnySteps_ClearsOnlyAfterADwellWithoutAStaleMoment() => Play((play, changes) =>
    {
        if (!changes.Any(IsFall)) return;
        var updates = play.Updates.Append(play.Day).Zip(play.Updates.Append(play.Day).Skip(1));
        Assert.DoesNotContain(updates, pair =>
            pair.Second - pair.First > StaleAfter + Instant && pair.Second > play.Day - Dwell + Instant);
    });

    [Fact]
    public void Run_AnySteps_FallsThroughALevelAtMostOnceADwell()
    {
        Play((play, changes) =>
        {
            foreach (var change in changes.Where(IsFall))
            {
                for (var level = change.LevelBefore; level > change.Warning!.Level; level--)
                {
                    Assert.False(play.Falls.TryGetValue(level, out var last) && play.Day - last < Dwell - Instant);
                    play.Falls[level] = play.Day;
                }
            }
        });
    }

    [Fact]
    public void Run_FeedIsDead_NeverLowersHoweverMuchTimePasses() =>
        Gen.Select(_step.Array[1, 20], Gen.Double[0.001, 400].Array[1, 6]).Sample((steps, waits) =>
        {
            var play = new PlayedBorrower();
            foreach (var step in steps) play.Take(step);
            var level = play.Borrower.State.Level;
            var day = Math.Max(play.Day, play.Updates[^1] + StaleAfter);
            foreach (var wait in waits)
            {
                day += wait;
                Assert.DoesNotContain(play.Borrower.Review(day), change => change.Kind != EvidenceStale);
                Assert.Equal(level, play.Borrower.State.Level);
            }
        });

    [Fact]
    public void Run_AnySteps_RaisesAtOnceAndReopensWithinTheWindowOnly()
    {
        Play((play, changes) =>
        {
            var opens = changes.SingleOrDefault(change => change.Kind is Raised or Reopened);
            var closed = play.Before.Warnings.Where(warning => !warning.IsOpen)
                .OrderBy(warning => warning.ChangedAt).LastOrDefault();
            if (opens is not null)
            {
                var isRecent = closed is not null && opens.OccurredAt - closed.ChangedAt <= WarningReview.ReopenWindow;
                Assert.Equal(isRecent ? Reopened : Raised, opens.Kind);
                Assert.Equal(isRecent, closed?.Id == opens.Warning!.Id);
            }

            if (play.IsFresh) Assert.True(play.Borrower.State.Level >= Threshold(play.Debt));
        });
    }

    [Fact]
    public void Run_OneMoreSignal_NeverLowersTheBorrower() =>
        Gen.Select(_step.Array[1, 20], Gen.Int[0, 40]).Sample((steps, more) =>
        {
            var play = new PlayedBorrower();
            foreach (var step in steps) play.Take(step);
            var higher = With(play.Borrower.Stored!, ("debt", FeatureValue.OfNumber(play.Debt + more)));
            var court = With(higher, ("cases", FeatureValue.OfInteger(1)), ("owner_cases", FeatureValue.OfInteger(1)));

            var level = Level(play, play.Borrower.Stored!);

            Assert.True(Level(play, higher) >= level);
            Assert.True(Level(play, court) >= Level(play, higher));
        });

    private static void Play(Action<PlayedBorrower, IReadOnlyList<WarningChange>> afterReview) =>
        _step.Array[1, 25].Sample(steps =>
        {
            var play = new PlayedBorrower();
            foreach (var step in steps)
                if (play.Take(step) is { } changes) afterReview(play, changes);
        }, iter: 1_000);

    private static bool IsFall(WarningChange change) => change.Kind is Cleared or LevelDown;

    // A soft red by itself makes the borrower orange.
    private static WarningLevel Threshold(int debt) => debt switch
    {
        >= 20 => WarningLevel.Orange,
        >= 10 => WarningLevel.Yellow,
        _ => WarningLevel.None,
    };

    private static WarningLevel Level(PlayedBorrower play, StoredProfile stored) => WarningReview.Run(
        play.Borrower.Rules, play.Borrower.State, stored, new WarningCause(WarningCauseKind.Time),
        SmallIndicators.Noon.AddDays(play.Day + 1)).State.Level;

    private static StoredProfile With(StoredProfile stored, params (string Name, FeatureValue Value)[] values)
    {
        var firm = stored.Views["firm"];
        var changed = firm.Values.Where(pair => values.All(value => value.Name != pair.Key))
            .Concat(values.Select(value => KeyValuePair.Create(value.Name, value.Value.ToCanonicalText())));
        var view = firm with { Values = changed.ToDictionary(pair => pair.Key, pair => pair.Value) };
        return stored with { Views = new Dictionary<string, StoredView> { ["firm"] = view } };
    }

    /// <summary>What happens next: kinds 0 to 2 look, 3 to 5 send and nobody looks, the others send and look.</summary>
    private sealed record Step(int Kind, double Wait, int Debt);

    /// <summary>A borrower, and what the laws have to know of its past.</summary>
    private sealed class PlayedBorrower
    {
        public PlayedBorrower() => Borrower.Update(0, 0);

        public ReviewedBorrower Borrower { get; } = new();

        public BorrowerWarnings Before { get; private set; } = BorrowerWarnings.Empty(SmallIndicators.Borrower);

        public double Day { get; private set; }

        public int Debt { get; private set; }

        public List<double> Updates { get; } = [0];

        public Dictionary<WarningLevel, double> Falls { get; } = [];

        public bool IsFresh => Day - Updates[^1] < StaleAfter;

        /// <summary>The changes of the review; null when nobody looked.</summary>
        public IReadOnlyList<WarningChange>? Take(Step step)
        {
            Day += step.Wait;
            if (step.Kind > 2)
            {
                Debt = step.Debt;
                Updates.Add(Day);
                Borrower.Send(Day, Debt);
            }

            Before = Borrower.State;
            return step.Kind is > 2 and <= 5 ? null : Borrower.Review(Day);
        }
    }
}
