using Tocsin.Core.Decisions;

namespace Tocsin.Core.Previews;

/// <summary>A decision in short: what two of them are told apart by first. Immutable.</summary>
public sealed record DecisionAnswer
{
    /// <summary>The outcome.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>The points; null for a model without, and where none could be given.</summary>
    public int? Points { get; init; }

    /// <summary>The grade; empty where none could be given.</summary>
    public string Grade { get; init; } = "";

    /// <summary>The limit granted, in <see cref="Currency"/>; null where none was set.</summary>
    public double? Limit { get; init; }

    /// <summary>The annual rate, a fraction; null where none was set.</summary>
    public double? AnnualRate { get; init; }

    /// <summary>The product's currency, three letters of ISO 4217; empty where nobody knows it any more.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The codes of the reasons, in their order.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>True when something was offered: approved, under conditions or another amount.</summary>
    public bool IsApproved => Outcome <= DecisionOutcome.CounterOffer;

    /// <summary>The answer that a decision is.</summary>
    /// <param name="policy">The policy that decided.</param>
    /// <param name="decision">What it decided.</param>
    public static DecisionAnswer Of(DecisionPolicy policy, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(decision);
        return new DecisionAnswer
        {
            Outcome = decision.Outcome,
            Points = decision.Score?.Points,
            Grade = decision.Score?.Grade ?? "",
            Limit = decision.Limit?.Granted,
            AnnualRate = decision.Price?.AnnualRate,
            Currency = policy.Currency,
            Reasons = [.. decision.Reasons.Select(reason => reason.Definition.Code)],
        };
    }

    /// <summary>True when both are in one currency, or nobody knows that of one of them any more.</summary>
    public bool IsOfCurrency(DecisionAnswer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Currency == other.Currency || Currency.Length == 0 || other.Currency.Length == 0;
    }

    /// <summary>True when both hold the same; a currency that nobody knows is no other one.</summary>
    public bool IsSame(DecisionAnswer? other) => other is not null
        && (Outcome, Points, Grade, Limit, AnnualRate)
            == (other.Outcome, other.Points, other.Grade, other.Limit, other.AnnualRate)
        && IsOfCurrency(other) && Reasons.SequenceEqual(other.Reasons, StringComparer.Ordinal);
}
