using Tocsin.Core.Features;

namespace Tocsin.Core.Classification;

/// <summary>How one exposure is classified, and why. Immutable.</summary>
public sealed record ExposureClassification
{
    /// <summary>The exposure.</summary>
    public required ExposureId Exposure { get; init; }

    /// <summary>The exposure's values, with what the classification of all exposures brought.</summary>
    public required BorrowerProfile Profile { get; init; }

    /// <summary>The category that counts; null when the table gives none.</summary>
    public TableResult? Category { get; init; }

    /// <summary>
    /// The best category that what is missing leaves possible: better than the one that counts where only an unknown
    /// proof holds it back.
    /// </summary>
    public TableResult? Least { get; init; }

    /// <summary>The worse categories that what is missing leaves possible, best first.</summary>
    public IReadOnlyList<TableResult> Possible { get; init; } = [];

    /// <summary>True when there is a category and nothing that is missing can change it.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The category that is booked; null when none is known.</summary>
    public TableResult? Booked { get; init; }

    /// <summary>What became of a category better than the booked one.</summary>
    public required CategoryUpgrade Upgrade { get; init; }

    /// <summary>The inputs that leave it incomplete, in the catalogue's order.</summary>
    public IReadOnlyList<AbsentInput> Missing { get; init; } = [];

    /// <summary>What the category's table says.</summary>
    public required TableAnswer CategoryAnswer { get; init; }

    /// <summary>True when the table's category is worse for what the borrower's other exposures are.</summary>
    public bool IsRaisedByOthers { get; init; }

    /// <summary>What the stage's table says; null when there is none.</summary>
    public TableAnswer? Stage { get; init; }

    /// <summary>What the renewal's table says; null when it was not asked, or there is none.</summary>
    public TableAnswer? Renewal { get; init; }

    /// <summary>The category in words: a code, <c>at least</c> and a code, or <c>unknown</c>.</summary>
    public string Text => Category is null ? "unknown" : IsComplete ? Category.Code : $"at least {Category.Code}";
}

/// <summary>What became of a category better than the booked one.</summary>
public enum CategoryUpgrade
{
    /// <summary>The category is not better than the booked one.</summary>
    NotAsked = 1,

    /// <summary>Every rule of the upgrade holds: the better category counts.</summary>
    Proven = 2,

    /// <summary>A rule of the upgrade does not hold, or cannot be told: the booked category stays.</summary>
    Held = 3,

    /// <summary>What is booked is not known, so that any worse category may have to stay.</summary>
    BookedUnknown = 4,
}
