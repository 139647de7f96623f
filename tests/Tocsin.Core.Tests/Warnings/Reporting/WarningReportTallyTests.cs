using CsCheck;
using Tocsin.Core.Warnings;
using Tocsin.Core.Warnings.Reporting;
using Xunit;
using static Tocsin.Core.Tests.Warnings.Reporting.ToldWarning;

namespace Tocsin.Core.Tests.Warnings.Reporting;

public class WarningReportTallyTests
{
    [Fact]
    public void ToReport_RaisedAndReopened_CountByPeakAndForAThousandBorrowersAMonth()
    {
        var report = Report(
            Borrower("b1", new ToldWarning().Raised(1).Risen(2, WarningLevel.Red).Cleared(3).Reopened(4)),
            Borrower("b2", new ToldWarning("court", "jud").Raised(5, WarningLevel.Orange)),
            Borrower("b3", new ToldWarning().Raised(-3), new ToldWarning("court", "jud").Raised(31)),
            Borrower("b4"));

        Assert.Equal((4, new LevelCounts(0, 1, 1, 1)), (report.Borrowers, report.Total.Raised));
        Assert.Equal(2, report.Total.BorrowersRaised);
        Assert.Equal(750, report.Total.RaisedPerThousandMonthly!.Value, 9);
        Assert.Equal(
            [("court", "jud", 1, 250.0), ("debt", "fin", 2, 500.0)],
            report.Indicators.Select(one => (one.Name.Indicator, one.Name.Family, one.Raised.Total,
                Math.Round(one.RaisedPerThousandMonthly!.Value, 9))));
        Assert.Equal(["fin", "jud"], report.Families.Select(one => one.Name.Family));
        Assert.Equal(new LevelCounts(0, 3, 1, 0), report.Total.Open);
    }

    [Fact]
    public void ToReport_Outcomes_GivePrecisionOverThoseJudgedAndRecallOverThoseWhoFell()
    {
        var report = Report(
            Borrower("b1", new ToldWarning().Raised(-20).Outcome(true, 5)),
            Borrower("b2", new ToldWarning().Raised(2).Outcome(true, 12), new ToldWarning("court", "jud").Raised(13)),
            Borrower("b3", new ToldWarning().Raised(2).Outcome(false, 12)),
            Borrower("b4", new ToldWarning().Raised(2)),
            Borrower("b5", new ToldWarning("unforeseen", "hand").Raised(9, byHand: true).Outcome(true, 9)),
            Borrower("b6", new ToldWarning().Raised(2).Outcome(true, -1)));

        var debt = report.Indicators.Single(one => one.Name.Indicator == "debt");
        Assert.Equal((2, 0, 1), (debt.CameTrue, debt.CameTrueLate, debt.FalseAlarms));
        Assert.Equal(2 / 3.0, debt.Precision);
        Assert.Equal((3, 2), (report.BorrowersCameTrue, debt.BorrowersForeseen));
        Assert.Equal(2 / 3.0, debt.Recall);
        // 25 days and 10 days.
        Assert.Equal(new MedianFigures(2, 17.5, 17.5), debt.LeadDays);
        var court = report.Indicators.Single(one => one.Name.Indicator == "court");
        Assert.Equal((null, 0, 0), (court.Precision, court.Recall, court.BorrowersForeseen));
        var unforeseen = report.Indicators.Single(one => one.Name.Indicator == "unforeseen");
        Assert.Equal((0, 1, null), (unforeseen.CameTrue, unforeseen.CameTrueLate, unforeseen.Precision));
        Assert.Equal((2 / 3.0, 2 / 3.0), (report.Total.Precision, report.Total.Recall));
    }

    [Fact]
    public void ToReport_NothingJudged_HasNoSharesRatherThanZero()
    {
        var report = Report(Borrower("b1", new ToldWarning().Raised(2)));
        var empty = Report();

        Assert.Equal((null, null), (report.Total.Precision, report.Total.Recall));
        Assert.Equal((null, null), (empty.Total.RaisedPerThousandMonthly, empty.Total.LeadDays.Median));
        Assert.Empty(empty.Indicators);
    }

    [Fact]
    public void ToReport_Stays_CountWhenTheyEndAndApartWhileTheyRun()
    {
        var report = Report(
            Borrower("b1", new ToldWarning().Raised(-1).Acknowledged(1).Resolved(4)),
            Borrower("b2", new ToldWarning().Raised(2).Acknowledged(6)),
            Borrower("b3", new ToldWarning().Raised(-9).Acknowledged(-8).Treating(-7)));

        const double hour = 3_600;
        var times = report.Total.Times.ToDictionary(time => time.State);
        // 48 and 96 hours are 172,800 and 345,600 seconds, of which a median keeps three digits.
        Assert.Equal(
            new MedianFigures(2, (173_000 + 346_000) / 2.0, 72 * hour), times[WarningState.Raised].Ended);
        Assert.Equal(default, times[WarningState.Raised].Running);
        Assert.Equal(new MedianFigures(1, 259_000, 72 * hour), times[WarningState.Acknowledged].Ended);
        Assert.Equal(
            new MedianFigures(1, 2_110_000, 24.4375 * 24 * hour), times[WarningState.Acknowledged].Running);
        Assert.Equal((0, 1), (times[WarningState.Treating].Ended.Count, times[WarningState.Treating].Running.Count));
        Assert.Equal(default, times[WarningState.Suppressed].Ended);
    }

    [Fact]
    public void ToReport_WhatPeopleDidAndDidNotDo_IsCountedWithinThePeriod()
    {
        var report = Report(
            Borrower("b1", new ToldWarning().Raised(-9).Escalated(-8).Escalated(1).Acknowledged(2)
                .Escalated(3, byHand: true).Resolved(4)),
            Borrower("b2", new ToldWarning().Raised(1, WarningLevel.Red).Treating(2).Escalated(3).Cleared(4)));

        Assert.Equal(default, report.Total.AcknowledgeMissed);
        Assert.Equal(new LevelCounts(0, 1, 0, 0), report.Total.TreatMissed);
        Assert.Equal(new LevelCounts(0, 0, 0, 1), report.Total.TreatmentMissed);
        Assert.Equal((1, 1, 1, 0),
            (report.Total.HandedUp, report.Total.Resolved, report.Total.Cleared, report.Total.Retired));
    }

    [Fact]
    public void Add_ClosedOrNeverReviewed_IsNoBorrowerUnlessAWarningWasRaised()
    {
        var report = Report(
            Borrower("b1") with { Closed = true },
            Borrower("b2", new ToldWarning().Raised(1).Cleared(2)) with { Closed = true },
            Borrower("b3", new ToldWarning().Raised(1)) with { Activation = 0 },
            Borrower("b4", new ToldWarning().Raised(-9).Cleared(-8).Outcome(true, 1)) with { Closed = true });

        Assert.Equal((1, 1), (report.Borrowers, report.Total.Raised.Total));
        Assert.Equal((1, 1.0), (report.BorrowersCameTrue, report.Total.Recall));
    }

    [Fact]
    public void Add_OnTheWatchList_CountsThoseOnItNow()
    {
        var report = Report(Listed("b1", -40, true), Listed("b2", 3, false), Borrower("b3"));

        Assert.Equal(new WatchlistFigures(2, 1, 1), report.Watchlist);
    }

    [Fact]
    public void Add_WhatIsForgotten_IsToldAsGaps()
    {
        var many = Enumerable.Range(0, WarningReview.MaximumClosed)
            .Select(index => new ToldWarning().Raised(1).Cleared(2).WithId($"b2/{index:x12}")).ToArray();

        var report = Report(
            Borrower("b1", new ToldWarning().Raised(1).Acknowledged(2).WithoutFirst(1)), Borrower("b2", many));

        Assert.Equal(new ReportGaps(1, 1, 0), report.Gaps);
        // The level that it had when it was raised is gone with its first line.
        Assert.Equal(new LevelCounts(0, 65, 0, 0), report.Total.Raised);
    }

    [Fact]
    public void Add_TooManyIndicators_CountInTheTotalAlone()
    {
        var tally = new WarningReportTally(Month);
        for (var i = 0; i <= WarningReportTally.MaximumNames; i++)
            tally.Add(Borrower($"b{i}", new ToldWarning($"i{i}").Raised(1)));

        var report = tally.ToReport();

        Assert.Equal(WarningReportTally.MaximumNames, report.Indicators.Count);
        Assert.Equal((2_001, 1), (report.Total.Raised.Total, report.Gaps.WarningsUnnamed));
    }

    [Fact]
    public void ToReport_AnyOrder_IsTheSame()
    {
        var line = Gen.Select(Gen.Int[0, 8], Gen.Double[0.1, 9]);
        var warning = Gen.Select(Gen.Int[0, 2], Gen.Double[-40, 31], line.Array[0, 10], Gen.Int[-3, 40]);
        Gen.Select(warning.Array[0, 3].Array[1, 8], Gen.Int).Sample((borrowers, seed) =>
        {
            var states = borrowers.Select((warnings, index) => Borrower($"b{index}", [.. warnings.Select(Live)]));
            var shuffled = states.ToArray();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(Text(Report([.. states])), Text(Report(shuffled)));
        });
    }

    private static ToldWarning Live((int Indicator, double Day, (int Kind, double Wait)[] Lines, int Outcome) life)
    {
        var told = new ToldWarning($"i{life.Indicator}").Raised(life.Day);
        var day = life.Day;
        foreach (var (kind, wait) in life.Lines)
        {
            day += wait;
            told = kind switch
            {
                0 => told.Acknowledged(day),
                1 => told.Treating(day),
                2 => told.Suppressed(day),
                3 => told.Escalated(day),
                4 => told.Resolved(day),
                5 => told.Cleared(day),
                6 => told.Reopened(day, WarningLevel.Orange),
                7 => told.Risen(day, WarningLevel.Red),
                _ => told.Assigned(day),
            };
        }

        return life.Outcome < 0 ? told : told.Outcome(life.Outcome % 2 == 0, life.Outcome);
    }

    private static string Text(WarningReport report) =>
        System.Text.Json.JsonSerializer.Serialize(report with { Period = null! });

    private static BorrowerWarnings Listed(string borrower, double since, bool isDue) => Borrower(borrower) with
    {
        Watch = new WatchlistEntry
        {
            Id = $"{borrower}/0",
            Revision = 1,
            Since = At(since),
            ReviewAt = At(since + 30),
            IsReviewDue = isDue,
        },
    };

    private static WarningReport Report(params BorrowerWarnings[] states)
    {
        var tally = new WarningReportTally(Month);
        foreach (var state in states) tally.Add(state);
        return tally.ToReport();
    }
}
