namespace Tocsin.Core.Previews;

/// <summary>One decision under both rule sets. Immutable.</summary>
public sealed record DecisionPreview
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The exposure that was booked with what is asked; empty for none.</summary>
    public string Exposure { get; init; } = "";

    /// <summary>The journaled decision's id; empty where a stored borrower was asked.</summary>
    public string DecisionId { get; init; } = "";

    /// <summary>Under the live rules, or as it was journaled.</summary>
    public required DecisionAnswer Before { get; init; }

    /// <summary>Under the candidate; null where that does not have the product.</summary>
    public DecisionAnswer? After { get; init; }

    /// <summary>The first rule that makes the difference; null where there is none.</summary>
    public AnswerDifference? Difference { get; init; }

    /// <summary>How many rules give something else.</summary>
    public int Differences { get; init; }

    /// <summary>True when the answers differ.</summary>
    public bool IsChanged => Difference is not null;

    /// <summary>Compares two answers.</summary>
    /// <param name="product">The product.</param>
    /// <param name="before">Under the live rules, or as it was journaled.</param>
    /// <param name="after">Under the candidate; null where that does not have the product.</param>
    /// <param name="parts">Reads what each rule gave, before and after; asked where the answers differ.</param>
    public static DecisionPreview Of(
        string product, DecisionAnswer before, DecisionAnswer? after,
        Func<(IReadOnlyList<AnswerPart> Before, IReadOnlyList<AnswerPart> After)> parts)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(parts);
        var preview = new DecisionPreview { Product = product, Before = before, After = after };
        if (before.IsSame(after)) return preview;
        if (after is null)
        {
            var gone = new AnswerDifference(DecisionStep.Product, product, "", "");
            return preview with { Difference = gone, Differences = 1 };
        }

        var (given, gives) = parts();
        var (first, count) = AnswerDifference.Between(given, gives, AnswerDifference.OfPolicy(before, after));
        return preview with { Difference = first, Differences = count };
    }
}
