using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Cli.Backtesting;

/// <summary>An input of the rules, and where a row has its value.</summary>
/// <param name="Name">The feature's full name, or that of an input of the request.</param>
/// <param name="Feature">The feature; null for an input of the request.</param>
/// <param name="Type">Its type.</param>
/// <param name="Column">The column that holds it as it is; -1 when an expression gives it.</param>
/// <param name="Expression">The expression that gives it; null when a column holds it.</param>
internal sealed record PlannedInput(
    string Name, FeatureDefinition? Feature, FeatureType Type, int Column, ValueExpression? Expression);
