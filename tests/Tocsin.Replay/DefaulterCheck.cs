using Tocsin.Replay.Invoices;
using Tocsin.Replay.Monthly;
using Tocsin.Replay.Watching;
using Tocsin.V1;

namespace Tocsin.Replay;

/// <summary>Whom an indicator flags at the end of a month, against who defaulted.</summary>
/// <param name="Indicator">The indicator; who has its warning at <see cref="FlagLevel"/> or above is flagged.</param>
/// <param name="Month">The month.</param>
/// <param name="Lines">One for each grade, then one for all.</param>
/// <param name="IsAsListed">True when the server, asked for a list, names those whom the subscription had told.</param>
internal sealed record DefaulterCheck(
    string Indicator, Month Month, IReadOnlyList<GradeLine> Lines, bool IsAsListed)
{
    /// <summary>Counts months without sales.</summary>
    public const string ZeroSalesMonths = "zero_sales_months";

    /// <summary>
    /// Compares sales with the year before. Since an unknown value neither raises nor clears, whoever had no sales in
    /// that quarter of the year before keeps the level of the last month that could be compared.
    /// </summary>
    public const string SalesDrop = "sales_drop";

    /// <summary>The level from which on an enterprise is flagged: three zero-sales months in twelve.</summary>
    public const WarningLevel FlagLevel = WarningLevel.Orange;

    /// <summary>The end of December 2019, at which the counts are known.</summary>
    public static Month CheckMonth { get; } = Month.Of(new DateOnly(2019, 12, 31));

    /// <summary>The line for all grades.</summary>
    public GradeLine All => Lines[^1];

    /// <summary>Compares the warnings that stand with the enterprises.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="month">The month.</param>
    /// <param name="enterprises">The enterprises.</param>
    /// <param name="standing">What the subscription told; the grade is the label on it.</param>
    /// <param name="listed">The borrowers that the server lists.</param>
    public static DefaulterCheck Of(
        string indicator, Month month, IReadOnlyList<Enterprise> enterprises,
        IEnumerable<StandingWarning> standing, IReadOnlySet<string> listed)
    {
        var defaulted = enterprises.Where(one => one.HasDefaulted).Select(one => one.Name).ToHashSet();
        var flagged = standing.Where(one => one.Indicator == indicator && one.Level >= FlagLevel).ToList();
        var lines = enterprises.GroupBy(one => one.BankGrade).OrderBy(grade => grade.Key, StringComparer.Ordinal)
            .Select(grade => Line(grade.Key, grade, flagged.Where(one => one.BankGrade == grade.Key)))
            .Append(Line("all", enterprises, flagged));
        var known = listed.Intersect(enterprises.Select(one => one.Name)).ToHashSet();
        return new DefaulterCheck(
            indicator, month, [.. lines], known.SetEquals(flagged.Select(one => one.Borrower)));

        GradeLine Line(string grade, IEnumerable<Enterprise> those, IEnumerable<StandingWarning> warned) => new(
            grade, those.Count(), those.Count(one => one.HasDefaulted), warned.Count(),
            warned.Count(one => defaulted.Contains(one.Borrower)));
    }
}
