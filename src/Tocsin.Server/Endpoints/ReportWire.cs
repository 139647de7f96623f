using Google.Protobuf.WellKnownTypes;
using Tocsin.Core;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings.Reporting;
using Tocsin.V1;
using CoreCounts = Tocsin.Core.Warnings.Reporting.LevelCounts;
using CoreFigures = Tocsin.Core.Warnings.Reporting.WarningFigures;
using CoreTime = Tocsin.Core.Warnings.Reporting.StateTime;
using LevelCounts = Tocsin.V1.LevelCounts;
using ReportGaps = Tocsin.V1.ReportGaps;
using StateTime = Tocsin.V1.StateTime;
using WarningFigures = Tocsin.V1.WarningFigures;
using WatchlistFigures = Tocsin.V1.WatchlistFigures;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads what a report is to cover from the wire, and writes it.</summary>
internal static class ReportWire
{
    /// <summary>The days within which a warning foresees, when nobody says.</summary>
    /// <remarks>A year: the share of warnings that a default follows is measured over twelve months.</remarks>
    public const int DefaultHorizonDays = 365;

    private const int DefaultDays = 30;
    private const int MaximumDays = 3_660;
    private const int MaximumHorizonDays = 3_650;
    private const double SecondsPerHour = 3_600;

    /// <summary>What a report is to cover, checked.</summary>
    /// <exception cref="FailureException">It ends before it begins or after now, or is too long.</exception>
    public static ReportPeriod ReadPeriod(ReportWarningsRequest request, RuleSet rules, DateTimeOffset now)
    {
        var to = request.To is null ? now : StepWire.ReadMoment(request.To, "to");
        if (to > now) throw Fault("to is not after now.", "to");
        if (to < DateTimeOffset.UnixEpoch) throw Fault("to is not before 1970.", "to");
        var from = request.From is null ? to.AddDays(-DefaultDays) : StepWire.ReadMoment(request.From, "from");
        if (from >= to || to - from > TimeSpan.FromDays(MaximumDays))
            throw Fault($"from is before the end, by at most {MaximumDays} days.", "from");
        if (request.HorizonDays is < 0 or > MaximumHorizonDays)
            throw Fault($"horizon_days is 1 to {MaximumHorizonDays}.", "horizon_days");
        var horizon = request.HorizonDays == 0 ? DefaultHorizonDays : request.HorizonDays;
        return new ReportPeriod(
            from, to, TimeZoneInfo.FindSystemTimeZoneById(rules.Catalogue.TimeZone), horizon);
    }

    /// <summary>A report, titled by the rules that are active.</summary>
    public static ReportWarningsResponse Write(WarningReport report, ActivatedRuleSet rules) => new()
    {
        From = report.Period.From.ToTimestamp(),
        To = report.Period.To.ToTimestamp(),
        HorizonDays = report.Period.HorizonDays,
        Borrowers = report.Borrowers,
        BorrowersCameTrue = report.BorrowersCameTrue,
        Total = Write(report.Total, BilingualText.Empty),
        Families =
        {
            report.Families.Select(one => Write(
                one, rules.Set.Families.GetValueOrDefault(one.Name.Family) ?? BilingualText.Empty)),
        },
        Indicators = { report.Indicators.Select(one => Write(one, rules.TitleOf(one.Name.Indicator))) },
        Watchlist = new WatchlistFigures
        {
            Listed = report.Watchlist.Listed,
            CameOn = report.Watchlist.CameOn,
            ReviewsMissed = report.Watchlist.ReviewsMissed,
        },
        Incomplete = new ReportGaps
        {
            HistoriesCut = report.Gaps.HistoriesCut,
            BorrowersFull = report.Gaps.BorrowersFull,
            WarningsUnnamed = report.Gaps.WarningsUnnamed,
        },
    };

    private static WarningFigures Write(CoreFigures figures, BilingualText title)
    {
        var written = new WarningFigures
        {
            Indicator = figures.Name.Indicator,
            Family = figures.Name.Family,
            Title = title == BilingualText.Empty ? null : DecisionWire.Write(title),
            Raised = Write(figures.Raised),
            BorrowersRaised = figures.BorrowersRaised,
            CameTrue = figures.CameTrue,
            CameTrueLate = figures.CameTrueLate,
            FalseAlarms = figures.FalseAlarms,
            BorrowersForeseen = figures.BorrowersForeseen,
            AcknowledgeMissed = Write(figures.AcknowledgeMissed),
            TreatMissed = Write(figures.TreatMissed),
            TreatmentMissed = Write(figures.TreatmentMissed),
            HandedUp = figures.HandedUp,
            Resolved = figures.Resolved,
            Cleared = figures.Cleared,
            Retired = figures.Retired,
            Open = Write(figures.Open),
            Times = { figures.Times.Select(Write) },
        };
        if (figures.RaisedPerThousandMonthly is { } rate) written.RaisedPerThousandMonthly = rate;
        if (figures.Precision is { } precision) written.Precision = precision;
        if (figures.Recall is { } recall) written.Recall = recall;
        if (figures.LeadDays.Median is { } lead) written.MedianLeadDays = lead;
        return written;
    }

    private static LevelCounts Write(CoreCounts counts) => new()
    {
        Blue = counts.Blue,
        Yellow = counts.Yellow,
        Orange = counts.Orange,
        Red = counts.Red,
        Unknown = counts.Unknown,
    };

    private static StateTime Write(CoreTime time) => new()
    {
        State = (WarningState)time.State,
        Ended = Write(time.Ended),
        Running = Write(time.Running),
    };

    private static StayFigures Write(MedianFigures seconds)
    {
        var written = new StayFigures { Count = seconds.Count };
        if (seconds.Median is { } median) written.MedianHours = median / SecondsPerHour;
        if (seconds.Mean is { } mean) written.MeanHours = mean / SecondsPerHour;
        return written;
    }

    private static FailureException Fault(string message, string field) =>
        new(FailureReason.PeriodInvalid, message, field);
}
