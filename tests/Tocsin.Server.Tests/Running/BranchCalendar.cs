using System.Globalization;
using System.Text.Json.Nodes;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// The working days of a rehearsed branch and the deadlines of its warnings, reckoned from the rule files once more,
/// apart from the server that is held to them. Immutable.
/// </summary>
internal sealed class BranchCalendar
{
    // Shanghai's clock is eight hours ahead all year.
    private static readonly TimeSpan _offset = TimeSpan.FromHours(8);

    private readonly HashSet<DateOnly> _holidays = [];
    private readonly HashSet<DateOnly> _madeUp = [];
    private readonly TimeOnly _opens;
    private readonly TimeOnly _closes;
    private readonly JsonNode _deadlines;

    /// <summary>Reads the shipped calendar and deadlines.</summary>
    public BranchCalendar()
    {
        var calendar = Read("calendar.json");
        foreach (var year in calendar["years"]!.AsArray())
        {
            _holidays.UnionWith(Dates(year!["holidays"]!));
            _madeUp.UnionWith(Dates(year["working_days"]!));
        }

        _opens = TimeOnly.Parse((string)calendar["business_hours"]!["from"]!, CultureInfo.InvariantCulture);
        _closes = TimeOnly.Parse((string)calendar["business_hours"]!["to"]!, CultureInfo.InvariantCulture);
        _deadlines = Read("warnings.json")["deadlines"]!;
    }

    /// <summary>True for a day on which people work.</summary>
    public bool IsOpen(DateOnly day) => _madeUp.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    /// <summary>An hour of a day, there.</summary>
    public static DateTimeOffset At(DateOnly day, int hour) => new(day, new TimeOnly(hour, 0), _offset);

    /// <summary>The day of a moment, there.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(_offset).DateTime);

    /// <summary>The close of business a number of working days later.</summary>
    public DateTimeOffset CloseAfter(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (IsOpen(day)) left--;
        }

        return new DateTimeOffset(day, _closes, _offset);
    }

    /// <summary>Until when a warning that began at a moment must be acknowledged or treated; null: no limit.</summary>
    public DateTimeOffset? Deadline(WarningLevel level, string what, DateTimeOffset begin)
    {
        if ((string?)_deadlines[level.ToString().ToLowerInvariant()]?[what] is not { } text) return null;
        if (text.EndsWith("wd", StringComparison.Ordinal))
            return CloseAfter(DayOf(begin), Count(text[..^2]));
        if (!text.EndsWith('h')) throw new NotSupportedException($"The branch does not reckon with {text}.");
        return AfterHours(begin.ToOffset(_offset).DateTime, TimeSpan.FromHours(Count(text[..^1])));
    }

    private DateTimeOffset AfterHours(DateTime begin, TimeSpan left)
    {
        var day = DateOnly.FromDateTime(begin);
        var from = TimeOnly.FromDateTime(begin);
        for (; ; day = day.AddDays(1), from = _opens)
        {
            if (from < _opens) from = _opens;
            if (!IsOpen(day) || from >= _closes) continue;
            if (_closes - from >= left) return new DateTimeOffset(day, from.Add(left), _offset);
            left -= _closes - from;
        }
    }

    private static int Count(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> Dates(JsonNode list) => list.AsArray()
        .Select(date => DateOnly.ParseExact((string)date!, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static JsonNode Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(ProjectFolder.Rules, file)))!;
}
