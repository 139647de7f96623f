using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

/// <summary>A report as a server answers it.</summary>
internal static class SampleReport
{
    public static ReportWarningsResponse Create()
    {
        var sales = Figures("txn_sales_drop", "txn", new LevelCounts { Red = 2, Yellow = 10 });
        sales.Title = new LocalizedText { Zh = "销售下滑", En = "Sales <fall> & \u0001" };
        sales.RaisedPerThousandMonthly = 121.75;
        (sales.CameTrue, sales.FalseAlarms, sales.Precision) = (2, 1, 2 / 3.0);
        (sales.BorrowersForeseen, sales.Recall, sales.MedianLeadDays) = (1, 0.5, 12);
        sales.AcknowledgeMissed = new LevelCounts { Red = 1 };
        var quiet = Figures("jud_listed", "jud", new LevelCounts());
        (quiet.RaisedPerThousandMonthly, quiet.Recall, quiet.CameTrueLate) = (0, 0, 1);
        var total = sales.Clone();
        (total.Indicator, total.Family, total.Title) = ("", "", null);
        total.Open = new LevelCounts { Blue = 3, Unknown = 1 };
        return new ReportWarningsResponse
        {
            From = new Timestamp { Seconds = 1_772_294_400 },
            To = new Timestamp { Seconds = 1_774_972_800 },
            HorizonDays = 365,
            Borrowers = 97,
            BorrowersCameTrue = 2,
            Total = total,
            Indicators = { quiet, sales },
            Families = { Figures("", "jud", new LevelCounts()), Figures("", "txn", sales.Raised.Clone()) },
            Watchlist = new WatchlistFigures { Listed = 4, CameOn = 3, ReviewsMissed = 1 },
            Incomplete = new ReportGaps { HistoriesCut = 1 },
        };
    }

    private static WarningFigures Figures(string indicator, string family, LevelCounts raised) => new()
    {
        Indicator = indicator,
        Family = family,
        Raised = raised,
        BorrowersRaised = raised.Red,
        Times =
        {
            Time(WarningState.Raised, 3, 26.5, 2), Time(WarningState.Acknowledged, 0, null, 0),
            Time(WarningState.Treating, 0, null, 0), Time(WarningState.Suppressed, 0, null, 0),
        },
    };

    private static StateTime Time(WarningState state, long ended, double? hours, long running)
    {
        var time = new StateTime
        {
            State = state,
            Ended = new StayFigures { Count = ended },
            Running = new StayFigures { Count = running },
        };
        if (hours is { } known) (time.Ended.MedianHours, time.Ended.MeanHours) = (known, known * 2);
        if (running > 0) time.Running.MedianHours = 100;
        return time;
    }
}
