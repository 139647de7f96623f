using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Shadows;

/// <summary>How a candidate's decisions differ from the live ones, up to a moment. Immutable.</summary>
public sealed record ShadowReport
{
    /// <summary>Decisions that are equal in all that an owner or a lender sees.</summary>
    public required long Same { get; init; }

    /// <summary>Those that are not.</summary>
    public required long Differing { get; init; }

    /// <summary>Those left out because the queue was full, or the shadow ended before their turn.</summary>
    public required long Dropped { get; init; }

    /// <summary>Those that the candidate met a fault at.</summary>
    public required long Failed { get; init; }

    /// <summary>Those that cannot be compared.</summary>
    public required long NotComparable { get; init; }

    /// <summary>How many came out so live and so in the shadow, in order of both; only those that occur.</summary>
    public required IReadOnlyList<ShadowOutcomes> Outcomes { get; init; }

    /// <summary>By product, in ordinal order of name.</summary>
    public required IReadOnlyList<ShadowProduct> Products { get; init; }

    /// <summary>Rules that made differences, the most frequent first and equal ones by name.</summary>
    public required IReadOnlyList<ShadowRule> Rules { get; init; }

    /// <summary>Differences of rules that are not told by name, beyond the bound.</summary>
    public required long OtherRules { get; init; }

    /// <summary>The latest differing decisions, the latest first.</summary>
    public required IReadOnlyList<ShadowDifference> Recent { get; init; }
}

/// <summary>How many decisions came out so live and so in the shadow.</summary>
/// <param name="Live">The outcome that was answered.</param>
/// <param name="Shadow">The candidate's.</param>
/// <param name="Count">How many.</param>
public sealed record ShadowOutcomes(DecisionOutcome Live, DecisionOutcome Shadow, long Count);

/// <summary>How the decisions of one product differ. Immutable.</summary>
/// <param name="Product">The product.</param>
/// <param name="Currency">Its currency.</param>
public sealed record ShadowProduct(string Product, string Currency)
{
    /// <summary>Decisions that the candidate made too.</summary>
    public long Decided { get; init; }

    /// <summary>Those that differ.</summary>
    public long Differing { get; init; }

    /// <summary>Those that cannot be compared.</summary>
    public long NotComparable { get; init; }

    /// <summary>How points differ.</summary>
    public NumberDifference Points { get; init; }

    /// <summary>How probabilities of default differ.</summary>
    public NumberDifference Pd { get; init; }

    /// <summary>How granted limits differ, in the product's currency.</summary>
    public NumberDifference Limit { get; init; }

    /// <summary>How annual rates differ, as fractions.</summary>
    public NumberDifference AnnualRate { get; init; }
}

/// <summary>A rule that made decisions differ. Immutable.</summary>
/// <param name="Latest">The latest difference that it made.</param>
/// <param name="Count">How many decisions it made differ.</param>
/// <param name="Worse">Those with a worse outcome in the shadow.</param>
/// <param name="Better">Those with a better one.</param>
public sealed record ShadowRule(DecisionDifference Latest, long Count, long Worse, long Better);

/// <summary>A decision that differs. Immutable.</summary>
/// <param name="DecisionId">The live decision's id.</param>
/// <param name="RequestId">The caller's id of the request; may be empty.</param>
/// <param name="Borrower">The borrower.</param>
/// <param name="Product">The product.</param>
/// <param name="AsOf">The moment both were decided as of, in UTC.</param>
/// <param name="Live">The outcome that was answered.</param>
/// <param name="Shadow">The candidate's.</param>
/// <param name="Difference">What made the difference.</param>
public sealed record ShadowDifference(
    string DecisionId, string RequestId, BorrowerId Borrower, string Product, DateTimeOffset AsOf,
    DecisionOutcome Live, DecisionOutcome Shadow, DecisionDifference Difference);
