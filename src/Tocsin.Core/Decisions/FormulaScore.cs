using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Decisions;

/// <summary>A published formula.</summary>
/// <param name="Rule">The rule that holds it.</param>
/// <param name="Value">What it gives; see <paramref name="Link"/>.</param>
/// <param name="Link">What its value means.</param>
/// <param name="WhenUnknown">What an unknown value makes of the decision.</param>
public sealed record FormulaScore(string Rule, ValueExpression Value, FormulaLink Link, WhenUnknown WhenUnknown)
{
    /// <summary>The probability of default of a value of the formula; null for a discriminant.</summary>
    public double? PdOf(double value) => Link switch
    {
        FormulaLink.Logit => Fn.Logistic(value),
        FormulaLink.Probit => Fn.NormalCdf(value),
        _ => null,
    };
}

/// <summary>What the value of a formula means.</summary>
public enum FormulaLink
{
    /// <summary>ln(PD / (1 − PD)).</summary>
    Logit = 0,

    /// <summary>The quantile of PD in the standard normal distribution.</summary>
    Probit = 1,

    /// <summary>A score of which more is better; it has no probability of default.</summary>
    Discriminant = 2,
}
