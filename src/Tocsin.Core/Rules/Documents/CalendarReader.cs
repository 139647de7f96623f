using System.Globalization;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>calendar.json</c>.</summary>
internal static class CalendarReader
{
    public static WorkingCalendar Read(DocumentNode node)
    {
        var zone = node.RequiredText("zone");
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            node.Error("ZONE_UNKNOWN", $"'{zone}' is no IANA time zone, such as Asia/Shanghai.", "zone");
        _ = node.Text("source");
        var hours = node.Object("business_hours");
        var opens = Time(hours, "from", new TimeOnly(9, 0));
        var closes = Time(hours, "to", new TimeOnly(17, 0));
        hours?.Close();
        if (opens >= closes) node.Error("BOUNDS_INVALID", "Business hours end before they begin.", "business_hours");
        var years = new HashSet<int>();
        var holidays = new HashSet<DateOnly>();
        var workingDays = new HashSet<DateOnly>();
        foreach (var item in node.Items("years"))
        {
            var year = item.Integer("year") ?? 0;
            if (year == 0) item.Error("KEY_MISSING", "'year' is required.", "year");
            if (!years.Add(year)) item.Error("NAME_DUPLICATE", $"The year {year} stands twice.", "year");
            _ = item.Text("source");
            Dates(item, "holidays", year, holidays);
            Dates(item, "working_days", year, workingDays);
            item.Close();
        }

        node.Close();
        return new WorkingCalendar(zone, opens, closes, years, holidays, workingDays);
    }

    private static TimeOnly Time(DocumentNode? node, string key, TimeOnly whenAbsent)
    {
        if (node?.Text(key) is not { } text) return whenAbsent;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        node.Error("TIME_INVALID", $"'{text}' is no time of day: write HH:mm.", key);
        return whenAbsent;
    }

    private static void Dates(DocumentNode node, string key, int year, HashSet<DateOnly> dates)
    {
        foreach (var text in node.Texts(key))
        {
            if (ManifestReader.TryDate(text, out var date) && date.Year == year) dates.Add(date);
            else node.Error("DATE_INVALID", $"'{text}' is no date of {year}: write yyyy-MM-dd.", key);
        }
    }
}
