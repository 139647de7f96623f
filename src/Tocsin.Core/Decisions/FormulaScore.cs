using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Decisions;

/// <summary>A published formula that gives the log-odds of default.</summary>
/// <param name="Rule">The rule that holds it.</param>
/// <param name="LogOddsOfDefault">ln(PD / (1 − PD)).</param>
/// <param name="WhenUnknown">What an unknown value makes of the decision.</param>
public sealed record FormulaScore(string Rule, ValueExpression LogOddsOfDefault, WhenUnknown WhenUnknown);
