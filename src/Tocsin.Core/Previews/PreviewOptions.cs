using Tocsin.Core.Decisions;

namespace Tocsin.Core.Previews;

/// <summary>What of borrowers is previewed, and how much of it is kept. Immutable.</summary>
public sealed record PreviewOptions
{
    /// <summary>The most borrowers that may be listed.</summary>
    public const int MaximumListed = 10_000;

    /// <summary>The most values of one label that may be told apart.</summary>
    public const int MaximumLabelValues = 1_000;

    /// <summary>True to look at warnings.</summary>
    public bool WithWarnings { get; init; } = true;

    /// <summary>True to look at decisions.</summary>
    public bool WithDecisions { get; init; } = true;

    /// <summary>True where policies that are drafts decide, too.</summary>
    public bool UsesDrafts { get; init; }

    /// <summary>The product that is asked for; empty for that of the review's policy.</summary>
    public string Product { get; init; } = "";

    /// <summary>What every borrower asks for; null for what each exposure was booked with.</summary>
    public DecisionRequest? Request { get; init; }

    /// <summary>The most borrowers that are listed: the first in order of id.</summary>
    public int Listed { get; init; } = 1_000;

    /// <summary>The most values of one label that are told apart.</summary>
    public int LabelValues { get; init; } = 200;
}
