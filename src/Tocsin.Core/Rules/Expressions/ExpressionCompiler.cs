using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Expressions;
using RulesEngine.ExpressionBuilders;
using RulesEngine.Models;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Takes an expression from text to compiled code: limits, names, RulesEngine's own parser, guard, three values.
/// </summary>
/// <remarks>
/// Conditions are gathered into blocks and compiled together by <see cref="Complete"/>, or when the first of a block is
/// evaluated. Not thread-safe: a load has its own.
/// </remarks>
/// <param name="breathe">Called before each expression and after each delegate; null for nothing.</param>
internal sealed class ExpressionCompiler(Action? breathe = null)
{
    // One for the process: with its first expression it looks through every type of every loaded assembly, which takes
    // as long as parsing all of a rule set. What it learns is the same whoever asks first, so loads may share it.
    private static readonly Lazy<RuleExpressionParser> _parser = new(MakeParser);

    // One for the process, too: a set that is swapped in has the shapes of the one before it.
    private static readonly ParsedShapes _shapes = new();

    private readonly Action _breathe = breathe ?? (() => { });
    private readonly ExpressionBudget _budget = new();
    private readonly List<ConditionBlock> _blocks = [];
    private readonly HashSet<string> _readNames = new(StringComparer.Ordinal);
    private readonly Dictionary<Expression, string> _parameters = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Makes the parser, unless there is one: whoever has a processor to spare spares the first expression the wait.
    /// Thread-safe.
    /// </summary>
    public static void Prepare() => _ = _parser.Value;

    /// <summary>The inputs, and the parameters as <c>p.name</c>, that any expression named so far.</summary>
    public IReadOnlySet<string> ReadNames => _readNames;

    /// <summary>The names, as <c>p.name</c>, of the constants within trees that are parameters.</summary>
    public IReadOnlyDictionary<Expression, string> Parameters => _parameters;

    /// <summary>Reads a condition; it stands in a block with those read before and after it.</summary>
    /// <exception cref="ExpressionRefusedException">The expression is wrong or not allowed.</exception>
    public Condition CompileCondition(string text, ExpressionScope scope) => CompileCondition(text, scope, out _);

    /// <summary>Reads a condition, and gives its guarded tree, too.</summary>
    /// <exception cref="ExpressionRefusedException">The expression is wrong or not allowed.</exception>
    public Condition CompileCondition(string text, ExpressionScope scope, out Expression tree)
    {
        var read = tree = Read(text, scope, typeof(bool));
        var draft = ComparisonChain.Read(read) is { } chain
            ? ConditionDraft.Of(chain) : Build(read, slots => ConditionDraft.Of(read, slots));
        var block = Place(draft, scope.Layout, out var place);
        return new Condition(text, scope, block, place, draft.Reads);
    }

    /// <summary>
    /// Compiles what was read, on every core that the caller's scheduler gives: nothing is left to be compiled while
    /// answering.
    /// </summary>
    public void Complete() => Parallel.ForEach(
        _blocks, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, block =>
            block.Compile(_breathe));

    /// <summary>Compiles an expression that gives a value.</summary>
    /// <exception cref="ExpressionRefusedException">
    /// The expression is wrong, not allowed, or gives no such value.
    /// </exception>
    public ValueExpression CompileValue(string text, ExpressionScope scope) => CompileValue(text, scope, out _);

    /// <summary>Compiles an expression that gives a value, and gives its guarded tree, too.</summary>
    /// <exception cref="ExpressionRefusedException">
    /// The expression is wrong, not allowed, or gives no such value.
    /// </exception>
    public ValueExpression CompileValue(string text, ExpressionScope scope, out Expression tree)
    {
        var read = tree = Read(text, scope, null);
        if (read is SlotExpression { IsNullable: false } input) return new ValueExpression(text, input.Slot);
        return Build(read, slots =>
        {
            var rewriter = new TriStateRewriter(slots);
            var (value, known) = (rewriter.Value(read), rewriter.Known(read));
            return new ValueExpression(
                text, slots.Reads.Order().Select(slot => scope.Layout.Slots[slot]), value, known);
        });
    }

    /// <summary>The guarded tree of a condition that was read before.</summary>
    public Expression ReadCondition(Condition condition) => Read(condition.Text, condition.Scope, typeof(bool));

    /// <summary>Reads a scoped param: what its name means in the expressions around it.</summary>
    /// <exception cref="ExpressionRefusedException">The expression is wrong or not allowed.</exception>
    public Expression ReadScoped(string text, ExpressionScope scope) => Read(text, scope, null);

    private ConditionBlock Place(ConditionDraft draft, InputLayout layout, out int place)
    {
        place = -1;
        if (_blocks.Count > 0 && _blocks[^1].Layout == layout) place = _blocks[^1].Add(draft);
        if (place >= 0) return _blocks[^1];
        var block = new ConditionBlock(layout, layout.NextBlock());
        place = block.Add(draft);
        _blocks.Add(block);
        return block;
    }

    private Expression Read(string text, ExpressionScope scope, Type? type)
    {
        _breathe();
        var tokens = ExpressionTokenizer.Tokenize(text, _budget);
        var names = ExpressionNames.Resolve(tokens, scope);
        var parameters = names.Variables
            .Select(pair => Expression.Parameter(pair.Value.Type, pair.Key))
            .ToArray();
        var known = _shapes.Find(names.Text, parameters, type);
        var tree = known ?? Parse(names, parameters, type, tokens);
        _readNames.UnionWith(names.Variables.Values.Select(variable => variable.Name));
        var replacer = new VariableReplacer(names.Variables, _parameters);
        var replaced = replacer.Visit(tree);
        if (replacer.Dates is { } dates)
            new WrittenDates(tokens, dates).Check(others => TryParse(others, scope, parameters, type));
        // What a scoped param means is told from other trees by its reference: its root is nobody else's.
        if (ReferenceEquals(replaced, tree)) replaced = Parse(names, parameters, type, tokens);
        ExpressionGuard.Check(replaced, _budget);
        if (known is null) _shapes.Keep(names.Text, parameters, type, tree);
        return replaced;
    }

    private Expression? TryParse(
        IReadOnlyList<ExpressionToken> tokens, ExpressionScope scope, ParameterExpression[] parameters, Type? type)
    {
        _breathe();
        _budget.TakeTokens(tokens.Count);
        try
        {
            return Parse(ExpressionNames.Resolve(tokens, scope), parameters, type, tokens);
        }
        catch (ExpressionRefusedException)
        {
            return null;
        }
    }

    private static Expression Parse(
        ExpressionNames names, ParameterExpression[] parameters, Type? type, IReadOnlyList<ExpressionToken> tokens)
    {
        try
        {
            return _parser.Value.Parse(names.Text, parameters, type!);
        }
        catch (ParseException exception)
        {
            throw new ExpressionRefusedException(
                "EXPRESSION_SYNTAX", names.ColumnOf(exception.Position),
                ParserMessage.Of(names.Readable(exception.Message), tokens));
        }
        catch (Exception exception) when (exception is not ExpressionRefusedException)
        {
            throw ParserMessage.OfUnreadable(tokens);
        }
    }

    private static RuleExpressionParser MakeParser()
    {
        var parser = new RuleExpressionParser(new ReSettings
        {
            CustomTypes = [typeof(Fn), typeof(DateOnly)],
            IsExpressionCaseSensitive = false,
            UseFastExpressionCompiler = false,
        });
        parser.Parse("Fn.Max(1, 2) > 0", [], typeof(bool));
        return parser;
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

/// <summary>A condition in three values; gives the number of a <see cref="RuleOutcome"/>.</summary>
internal delegate int LiftedCondition(double[] numbers, string[] texts, ulong[] present);
