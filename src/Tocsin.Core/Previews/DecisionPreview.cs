using Tocsin.Core.Decisions;

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

    /// <summary>Under the candidate; null where that does not have the product, or refuses what is asked.</summary>
    public DecisionAnswer? After { get; init; }

    /// <summary>The first rule that makes the difference; null where there is none.</summary>
    public AnswerDifference? Difference { get; init; }

    /// <summary>How many rules give something else.</summary>
    public int Differences { get; init; }

    /// <summary>True when the answers differ.</summary>
    public bool IsChanged => Difference is not null;

    /// <summary>
    /// Compares two answers of rule sets of which one refuses what is asked, or both on other grounds.
    /// </summary>
    /// <param name="product">The product.</param>
    /// <param name="before">What the live rules would answer, or was journaled.</param>
    /// <param name="after">What the candidate answers; null where it refuses.</param>
    /// <param name="was">Why the live rules refuse; null where they do not.</param>
    /// <param name="isNow">Why the candidate refuses; null where it does not.</param>
    public static DecisionPreview OfRefusals(
        string product, DecisionAnswer before, DecisionAnswer? after, Refusal? was, Refusal? isNow) => new()
        {
            Product = product,
            Before = before,
            After = after,
            Difference = AnswerDifference.OfRefusals(was, isNow),
            Differences = 1,
        };

    /// <summary>Compares two answers.</summary>
    /// <param name="product">The product.</param>
    /// <param name="before">Under the live rules, or as it was journaled.</param>
    /// <param name="after">Under the candidate; null where that does not have the product.</param>
    /// <param name="parts">Reads what each rule gave, before and after; asked where the answers differ.</param>
    /// <param name="isElseSame">True when they are the same in what the two answers do not hold, too.</param>
    public static DecisionPreview Of(
        string product, DecisionAnswer before, DecisionAnswer? after,
        Func<(IReadOnlyList<AnswerPart> Before, IReadOnlyList<AnswerPart> After)> parts, bool isElseSame = true)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(parts);
        var preview = new DecisionPreview { Product = product, Before = before, After = after };
        if (before.IsSame(after) && isElseSame) return preview;
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
