using Tocsin.Replay.Invoices;

namespace Tocsin.Replay;

/// <summary>
/// What is known of the invoices of CUMCM 2020-C: at the end of December 2019, three or more zero-sales months in
/// twelve flag 51 of the 123 enterprises, 22 of the 27 that defaulted among them.
/// </summary>
internal static class PublishedFigures
{
    /// <summary>How many are flagged.</summary>
    public const int Flagged = 51;

    /// <summary>How many of them defaulted.</summary>
    public const int FlaggedDefaulters = 22;

    private const int Enterprises = 123;
    private const int Defaulters = 27;
    private const int Invoices = 373_431;

    /// <summary>True when a folder holds that data, by its counts.</summary>
    public static bool AreOf(InvoiceFolder folder) => folder.Enterprises.Count == Enterprises
        && folder.Enterprises.Count(one => one.HasDefaulted) == Defaulters && folder.Invoices == Invoices;

    /// <summary>True when a check comes to them.</summary>
    public static bool Are(DefaulterCheck check) =>
        check.All.Flagged == Flagged && check.All.FlaggedDefaulters == FlaggedDefaulters;
}
