using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Expressions;
using RulesEngine.ExpressionBuilders;
using RulesEngine.Models;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Takes an expression from text to compiled code: limits, names, RulesEngine's own parser, guard, three values.
/// </summary>
/// <remarks>Not thread-safe: a load has its own.</remarks>
internal sealed class ExpressionCompiler
{
    private readonly RuleExpressionParser _parser = new(new ReSettings
    {
        CustomTypes = [typeof(Fn), typeof(DateOnly)],
        IsExpressionCaseSensitive = false,
        UseFastExpressionCompiler = false,
    });
    private readonly ExpressionBudget _budget = new();

    /// <summary>Compiles a condition.</summary>
    /// <exception cref="ExpressionRefusedException">The expression is wrong or not allowed.</exception>
    public Condition CompileCondition(string text, ExpressionScope scope)
    {
        var tree = Read(text, scope, typeof(bool));
        return Build(tree, slots =>
        {
            var rewriter = new TriStateRewriter(slots);
            var plain = Expression.Lambda<PlainCondition>(rewriter.Value(tree), slots.Arguments).Compile();
            var lifted = Expression.Lambda<LiftedCondition>(rewriter.Outcome(tree), slots.Arguments).Compile();
            return new Condition(text, scope.Layout, slots, plain, lifted);
        });
    }

    /// <summary>Compiles an expression that gives a value.</summary>
    /// <exception cref="ExpressionRefusedException">
    /// The expression is wrong, not allowed, or gives no such value.
    /// </exception>
    public ValueExpression CompileValue(string text, ExpressionScope scope)
    {
        var tree = Read(text, scope, null);
        return Build(tree, slots =>
        {
            var rewriter = new TriStateRewriter(slots);
            var known = Expression.Lambda<PlainCondition>(rewriter.Known(tree), slots.Arguments).Compile();
            return ValueExpression.Create(text, scope.Layout, slots, rewriter.Value(tree), known);
        });
    }

    /// <summary>Reads a scoped param: what its name means in the expressions around it.</summary>
    /// <exception cref="ExpressionRefusedException">The expression is wrong or not allowed.</exception>
    public Expression ReadScoped(string text, ExpressionScope scope) => Read(text, scope, null);

    private Expression Read(string text, ExpressionScope scope, Type? type)
    {
        var names = ExpressionNames.Resolve(ExpressionTokenizer.Tokenize(text, _budget), scope);
        var parameters = names.Variables
            .Select(pair => Expression.Parameter(pair.Value.Type, pair.Key))
            .ToArray();
        Expression tree;
        try
        {
            tree = _parser.Parse(names.Text, parameters, type!);
        }
        catch (ParseException exception)
        {
            throw new ExpressionRefusedException(
                "EXPRESSION_SYNTAX", names.ColumnOf(exception.Position), names.Readable(exception.Message));
        }
        catch (Exception exception) when (exception is not ExpressionRefusedException)
        {
            throw new ExpressionRefusedException(
                "EXPRESSION_SYNTAX", 0, "The expression cannot be read: " + names.Readable(exception.Message));
        }

        var replaced = new VariableReplacer(names.Variables).Visit(tree);
        ExpressionGuard.Check(replaced, _budget);
        return replaced;
    }

    private static T Build<T>(Expression tree, Func<SlotReader, T> build)
    {
        try
        {
            return build(new SlotReader());
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new ExpressionRefusedException(
                "EXPRESSION_UNSUPPORTED", 0, $"'{tree}' cannot be compiled: {exception.Message}");
        }
    }
}

/// <summary>A condition where every value it reads is there.</summary>
internal delegate bool PlainCondition(double[] numbers, string[] texts, ulong[] present);

/// <summary>A condition in three values; gives the number of a <see cref="RuleOutcome"/>.</summary>
internal delegate int LiftedCondition(double[] numbers, string[] texts, ulong[] present);
