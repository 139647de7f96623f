using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What warnings were worth, over what people did to them a moment before.</summary>
public sealed class WarningReportTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Dishonesty = "jud_dishonest_listed";

    private static readonly BadInput<ReportWarningsRequest>[] _requests =
    [
        new("ends before it begins", request => request.From = Days(1), "PERIOD_INVALID", "from"),
        new("longer than ten years", request => request.From = Days(-3_700), "PERIOD_INVALID", "from"),
        new("ends after now", request => request.To = Days(2), "PERIOD_INVALID", "to"),
        new("ends before any clock", request => request.To = Days(-30_000), "PERIOD_INVALID", "to"),
        new("no time", request => request.From = new Timestamp { Nanos = -1 }, "REQUEST_INVALID", "from"),
        new("horizon below", request => request.HorizonDays = -1, "PERIOD_INVALID", "horizon_days"),
        new("horizon above", request => request.HorizonDays = 3_651, "PERIOD_INVALID", "horizon_days"),
        new("unknown label", request => request.Labels["lender.planet"] = "mars", "FILTER_INVALID", "labels"),
        new("17 labels", request => Fill(request, 17), "TOO_MANY", "labels"),
    ];

    public static TheoryData<BadInput<ReportWarningsRequest>> BadRequests => [.. _requests];

    [Fact]
    public async Task ReportWarnings_AfterALifeOfWarnings_CountsWhatHappened()
    {
        const string branch = "hz-report";
        var today = await TodayAsync();
        var fell = await RaisedAsync("r-fell", branch);
        var calm = await RaisedAsync("r-calm", branch);
        await RaisedAsync("r-new", branch);
        await server.Features.PutFeaturesAsync(OfBranch(Update("r-unforeseen"), branch));
        await server.Warnings.AcknowledgeWarningAsync(new() { WarningId = fell.Id, Reason = "seen" });
        await JudgeAsync(fell.Id, true, today);
        await server.Warnings.ResolveWarningAsync(new() { WarningId = calm.Id, Reason = "settled" });
        await JudgeAsync(calm.Id, false, today);
        var unforeseen = (await server.Warnings.RaiseWarningAsync(new()
        {
            BorrowerId = "r-unforeseen",
            Indicator = "hand_unforeseen_default",
            Level = WarningLevel.Red,
            Reason = "defaulted",
        })).Warning;
        await JudgeAsync(unforeseen.Id, true, today);

        var report = await server.Warnings.ReportWarningsAsync(new() { Labels = { ["lender.branch"] = branch } });

        Assert.Equal((4, 2, 365), (report.Borrowers, report.BorrowersCameTrue, report.HorizonDays));
        Assert.Equal(TimeSpan.FromDays(30), report.To.ToDateTimeOffset() - report.From.ToDateTimeOffset());
        Assert.Equal(["hand_unforeseen_default", Dishonesty], report.Indicators.Select(one => one.Indicator));
        var dishonesty = report.Indicators[1];
        Assert.Equal(("jud", "被列为失信被执行人"), (dishonesty.Family, dishonesty.Title.Zh));
        Assert.Equal(new LevelCounts { Red = 3 }, dishonesty.Raised);
        Assert.Equal(3 * 1_000 / (4 * 30 / 30.4375), dishonesty.RaisedPerThousandMonthly, 9);
        Assert.Equal((1, 0, 1, 0.5), (dishonesty.CameTrue, dishonesty.CameTrueLate, dishonesty.FalseAlarms,
            dishonesty.Precision));
        Assert.Equal((1, 0.5, 0), (dishonesty.BorrowersForeseen, dishonesty.Recall, dishonesty.MedianLeadDays));
        Assert.Equal((1, 0, 0), (dishonesty.Resolved, dishonesty.Cleared, dishonesty.HandedUp));
        Assert.Equal(new LevelCounts { Red = 2 }, dishonesty.Open);
        Assert.Equal([(2, 1), (0, 1), (0, 0), (0, 0)],
            dishonesty.Times.Select(time => (time.Ended.Count, time.Running.Count)));
        Assert.Equal((0, 1, false), (report.Indicators[0].CameTrue, report.Indicators[0].CameTrueLate,
            report.Indicators[0].HasPrecision));
        Assert.Equal((4, 0.5, 0.5), (Total(report.Total.Raised), report.Total.Precision, report.Total.Recall));
        Assert.Equal(["hand", "jud"], report.Families.Select(one => one.Family));
        // Who stood at orange or above comes on the watch list, and stays on it.
        Assert.Equal((4, 4), (report.Watchlist.Listed, report.Watchlist.CameOn));
        Assert.Equal(new ReportGaps(), report.Incomplete);
    }

    [Fact]
    public async Task ReportWarnings_APeriodBeforeAnything_HasNoShares()
    {
        await RaisedAsync("r-later", "hz-later");

        var report = await server.Warnings.ReportWarningsAsync(new()
        {
            From = Days(-60),
            To = Days(-30),
            Labels = { ["lender.branch"] = "hz-later" },
        });

        Assert.Equal((1, 0), (report.Borrowers, Total(report.Total.Raised)));
        Assert.Equal((false, false, false), (report.Total.HasPrecision, report.Total.HasRecall,
            report.Total.HasMedianLeadDays));
        Assert.Equal(new LevelCounts { Red = 1 }, report.Total.Open);
    }

    [Fact]
    public async Task ReportWarnings_MoreBorrowersThanAPage_CountsEachOnce()
    {
        var updates = Enumerable.Range(0, 600).Select(i => OfBranch(Update($"r-many-{i}"), "hz-many"));
        await Parallel.ForEachAsync(updates, async (update, cancellation) =>
        {
            update.WaitForReview = true;
            await server.Features.PutFeaturesAsync(update, cancellationToken: cancellation);
        });

        var report = await server.Warnings.ReportWarningsAsync(new() { Labels = { ["lender.branch"] = "hz-many" } });

        Assert.Equal(600, report.Borrowers);
    }

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task ReportWarnings_BadRequest_IsRefusedByName(BadInput<ReportWarningsRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = new ReportWarningsRequest();
        bad.Spoil(request);

        Assert.Equal(bad.Expected, await Refusal.OfAsync(server.Warnings.ReportWarningsAsync(request)));
        await server.Warnings.ReportWarningsAsync(new ReportWarningsRequest());
    }

    private static long Total(LevelCounts counts) => counts.Blue + counts.Yellow + counts.Orange + counts.Red;

    private static Timestamp Days(int days) => RealClock.Instance.GetUtcNow().AddDays(days).ToTimestamp();

    private static void Fill(ReportWarningsRequest request, int labels)
    {
        for (var i = 0; i < labels; i++) request.Labels[$"lender.l{i}"] = "x";
    }

    private static PutFeaturesRequest OfBranch(PutFeaturesRequest update, string branch)
    {
        update.WaitForReview = true;
        update.Views.Add(View("lender", ("branch", Text(branch))));
        return update;
    }

    private async Task<Date> TodayAsync()
    {
        var now = TimeZoneInfo.ConvertTime(
            await server.NowAsync(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        return new Date { Year = now.Year, Month = now.Month, Day = now.Day };
    }

    private async Task JudgeAsync(string warning, bool cameTrue, Date on) =>
        await server.Warnings.RecordWarningOutcomeAsync(
            new() { WarningId = warning, CameTrue = cameTrue, On = on, Reason = "known" });

    private async Task<Warning> RaisedAsync(string borrower, string branch)
    {
        await server.Features.PutFeaturesAsync(OfBranch(Dishonest(borrower), branch));
        var status = await server.Warnings.GetBorrowerStatusAsync(
            new GetBorrowerStatusRequest { BorrowerId = borrower });
        return Assert.Single(status.Warnings);
    }
}
