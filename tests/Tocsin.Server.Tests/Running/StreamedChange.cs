using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>One change as a preview tells it and as an activation streams it.</summary>
/// <param name="Borrower">Whose.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Indicator">The indicator; empty for the watch list.</param>
/// <param name="Exposure">The exposure; empty for the borrower.</param>
/// <param name="Before">The warning's level before.</param>
/// <param name="After">The warning's level after.</param>
/// <param name="BorrowerBefore">The borrower's level before.</param>
/// <param name="BorrowerAfter">The borrower's level after.</param>
internal readonly record struct StreamedChange(
    string Borrower, WarningChangeKind Kind, string Indicator, string Exposure, WarningLevel Before,
    WarningLevel After, WarningLevel BorrowerBefore, WarningLevel BorrowerAfter)
{
    /// <summary>A streamed change.</summary>
    public static StreamedChange Of(WarningChange change) => new(
        change.BorrowerId, change.Kind, change.Warning?.Indicator ?? "", change.Warning?.ExposureId ?? "",
        change.LevelBefore, change.Warning?.Level ?? WarningLevel.None, change.BorrowerBefore.Level,
        change.BorrowerAfter.Level);

    /// <summary>A previewed change.</summary>
    public static StreamedChange Of(PreviewedBorrower borrower, PreviewedChange change) => new(
        borrower.BorrowerId, change.Kind, change.Indicator, change.ExposureId, change.LevelBefore, change.LevelAfter,
        change.BorrowerBefore, change.BorrowerAfter);

    /// <summary>Changes by borrower, each borrower's in their order.</summary>
    public static SortedDictionary<string, List<StreamedChange>> ByBorrower(IEnumerable<StreamedChange> changes) =>
        new(changes.GroupBy(change => change.Borrower).ToDictionary(group => group.Key, group => group.ToList()),
            StringComparer.Ordinal);
}
