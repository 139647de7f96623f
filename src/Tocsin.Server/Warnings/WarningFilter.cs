using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Warnings;

/// <summary>Which warnings somebody wants. All given parts must match. Immutable and thread-safe.</summary>
internal sealed record WarningFilter
{
    private string? _key;

    /// <summary>The filter that everything matches.</summary>
    public static WarningFilter Everything { get; } = new();

    /// <summary>Only these borrowers; empty: all.</summary>
    public IReadOnlySet<BorrowerId> Borrowers { get; init; } = new HashSet<BorrowerId>();

    /// <summary>Only borrowers with these label values, by label name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Only these families; empty: all.</summary>
    public IReadOnlySet<string> Families { get; init; } = new HashSet<string>();

    /// <summary>Only this level or above.</summary>
    public WarningLevel MinimumLevel { get; init; }

    /// <summary>The same text for the same filter, however its parts are ordered.</summary>
    public string Key => _key ??= MakeKey();

    /// <summary>
    /// True when the warning matched before the change, or does after it. A change of the watch list is of no family
    /// and has no level: it matches by borrower and labels, for whoever asks for no family.
    /// </summary>
    public bool Matches(WarningChange change) => change.Warning is { } warning
        ? HasFamily(warning.Family) && (Fits(change.LevelBefore, change.Before) || Fits(warning.Level, change.After))
            && HasBorrower(change)
        : Families.Count == 0 && (Fits(change.Before) || Fits(change.After)) && HasBorrower(change);

    /// <summary>True when the warning, as it stands, matches.</summary>
    public bool Matches(Warning warning, BorrowerWarnings borrower) =>
        HasBorrower(borrower.Borrower) && HasFamily(warning.Family) && Fits(warning.Level, borrower.Situation);

    /// <summary>True when the borrower's place on the watch list, as it stands, matches.</summary>
    public bool MatchesWatch(BorrowerWarnings borrower) =>
        HasBorrower(borrower.Borrower) && Families.Count == 0 && Fits(borrower.Situation);

    /// <summary>True when the borrower, as it stands, has the labels.</summary>
    public bool HasLabels(BorrowerWarnings borrower) => Fits(borrower.Situation);

    private bool HasBorrower(BorrowerId borrower) => Borrowers.Count == 0 || Borrowers.Contains(borrower);

    // A change makes its borrower of its id, each time it is asked.
    private bool HasBorrower(WarningChange change) => Borrowers.Count == 0 || Borrowers.Contains(change.Borrower);

    private bool HasFamily(string family) => Families.Count == 0 || Families.Contains(family);

    private bool Fits(WarningLevel level, BorrowerSituation borrower) => level >= MinimumLevel && Fits(borrower);

    private bool Fits(BorrowerSituation borrower)
    {
        foreach (var label in Labels)
        {
            if (!borrower.Labels.TryGetValue(label.Key, out var value) || value != label.Value) return false;
        }

        return true;
    }

    private string MakeKey() => System.Text.Json.JsonSerializer.Serialize(new[]
    {
        [$"{MinimumLevel}"],
        [.. Borrowers.Select(borrower => borrower.Value).Order(StringComparer.Ordinal)],
        [.. Families.Order(StringComparer.Ordinal)],
        Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .SelectMany(label => new[] { label.Key, label.Value }).ToArray(),
    });
}
