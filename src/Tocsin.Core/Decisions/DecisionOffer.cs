namespace Tocsin.Core.Decisions;

/// <summary>What a borrower can accept.</summary>
/// <param name="Amount">The amount, in the product's currency.</param>
/// <param name="TermMonths">The term in months; null when none was asked for.</param>
/// <param name="AnnualRate">The annual rate as a fraction; null when the policy has no price.</param>
/// <param name="BaseRate">The base rate contained in it.</param>
/// <param name="Spread">What it has above the base rate.</param>
/// <param name="Repayment">The code of the repayment schedule; empty when it is not said.</param>
public sealed record DecisionOffer(
    double Amount, int? TermMonths, double? AnnualRate, double BaseRate, double Spread, string Repayment);
