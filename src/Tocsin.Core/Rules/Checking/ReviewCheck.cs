using System.Globalization;
using Tocsin.Core.Rules.Documents;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds what was to be looked at again before a civil date.</summary>
internal sealed class ReviewCheck(DateOnly asOf)
{
    // A deadline of ten working days must not run into a year that nobody has entered.
    private const int Ahead = 30;

    /// <summary>Looks at the rule set's own date.</summary>
    public void Manifest(DocumentNode manifest) => Look(manifest, "The rule set");

    /// <summary>Looks at the date of every parameter.</summary>
    public void Parameters(DocumentNode parameters)
    {
        foreach (var item in parameters.Items("parameters")) Look(item, $"p.{item.Text("name")}");
    }

    /// <summary>Looks at a decision table's date.</summary>
    public void Table(DocumentNode table) => Look(table, $"The table '{table.Text("name")}'");

    /// <summary>Looks whether the calendar knows the days to come, which deadlines count on.</summary>
    public void Calendar(DocumentNode document, WorkingCalendar calendar)
    {
        foreach (var year in new[] { asOf.Year, asOf.AddDays(Ahead).Year }.Distinct())
        {
            if (calendar.Years.Contains(year)) continue;
            document.Warning("CALENDAR_YEAR_MISSING", string.Create(CultureInfo.InvariantCulture,
                $"The calendar lacks {year}: until it is added, deadlines take every weekday for a working day."),
                "years");
        }
    }

    private void Look(DocumentNode node, string what)
    {
        const string key = "review_date";
        if (ManifestReader.Date(node, key) is not { } date || date >= asOf) return;
        node.Warning("REVIEW_OVERDUE", string.Create(CultureInfo.InvariantCulture,
            $"{what} was to be reviewed by {date:yyyy-MM-dd}: review it, and set the next date."), key);
    }
}
