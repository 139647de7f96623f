using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Proposals;

/// <summary>Reads a condition for the values at which it turns: one input compared with something constant.</summary>
internal sealed class BoundaryReader(InputLayout layout, ConstantReader constants, DateOnly asOf)
{
    private static readonly string[] _comparisons = ["==", "=", "!=", "<>", "<", "<=", ">", ">="];
    private static readonly string[] _ends = ["&&", "||", "!", ",", "?", ":", "and", "or", "not", "=>", "??"];

    /// <summary>The boundaries of an expression, in order; none where it compares nothing with a constant.</summary>
    public IReadOnlyList<Boundary> Read(string expression)
    {
        var tokens = ExpressionTokenizer.Tokenize(expression, new ExpressionBudget());
        var boundaries = new List<Boundary>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (_comparisons.Contains(tokens[i].Text))
            {
                var left = Side(tokens, i, -1);
                var right = Side(tokens, i, 1);
                if ((Of(left, right) ?? Of(right, left)) is { } boundary) boundaries.Add(boundary);
            }
            else if (layout.Find(tokens[i].Text) is { Type: FeatureType.Flag } flag && IsAlone(tokens, i))
            {
                boundaries.Add(new Boundary(flag, [FeatureValue.OfFlag(false), FeatureValue.OfFlag(true)]));
            }
        }

        return boundaries;
    }

    /// <summary>The values around a bound: a whole number, a day or a small decimal step below, at and above.</summary>
    public static IReadOnlyList<FeatureValue> Around(FeatureType type, Constant bound)
    {
        if (type == FeatureType.Date) return Around(bound.Value.AsDate);
        var at = (decimal)bound.Value.AsNumber;
        if (type == FeatureType.Integer)
        {
            var whole = (long)Math.Floor(at);
            return whole == at
                ? [FeatureValue.OfInteger(whole - 1), FeatureValue.OfInteger(whole), FeatureValue.OfInteger(whole + 1)]
                : [FeatureValue.OfInteger(whole), FeatureValue.OfInteger(whole + 1)];
        }

        // Ratios are told apart by hundredths even where a bound is written as 1; amounts by their own last digit.
        var step = 1m;
        for (var i = 0; i < Math.Max(bound.Decimals, Math.Abs(at) < 100 ? 2 : 0); i++) step /= 10;
        return [.. new[] { at - step, at, at + step }.Select(value => FeatureValue.OfNumber((double)value))];
    }

    private static FeatureValue[] Around(DateOnly day) =>
        [FeatureValue.OfDate(day.AddDays(-1)), FeatureValue.OfDate(day), FeatureValue.OfDate(day.AddDays(1))];

    private Boundary? Of(List<ExpressionToken> side, List<ExpressionToken> other)
    {
        if (constants.Read(other) is not { } bound) return null;
        if (side.Count != 1) return DaysBetween(side, bound);
        // The day of judgement is no value that an example can change.
        if (layout.Find(side[0].Text) is not { } slot || slot.Name == ReservedInputs.TimeAsOf) return null;
        var isNumber = slot.Type is FeatureType.Number or FeatureType.Integer;
        if (isNumber != (bound.Value.Type == FeatureType.Number)) return null;
        if (!isNumber && slot.Type != bound.Value.Type) return null;
        return new Boundary(slot, slot.Type switch
        {
            FeatureType.Flag => [FeatureValue.OfFlag(false), FeatureValue.OfFlag(true)],
            FeatureType.Text => Texts(slot, bound.Value),
            _ => Around(slot.Type, bound),
        });
    }

    private static IReadOnlyList<FeatureValue> Texts(InputSlot slot, FeatureValue literal) =>
        slot.Order is { } order ? [.. order.Members.Select(FeatureValue.OfText)] : [literal];

    // Fn.DaysBetween(from, to), one of them the day of judgement.
    private Boundary? DaysBetween(List<ExpressionToken> side, Constant bound)
    {
        if (side.Count != 6 || side[0].Text != "Fn.DaysBetween" || bound.Value.Type != FeatureType.Number) return null;
        var days = (int)Math.Clamp(bound.Value.AsNumber, -100_000, 100_000);
        if (side[4].Text == ReservedInputs.TimeAsOf && layout.Find(side[2].Text) is { Type: FeatureType.Date } from)
            return new Boundary(from, Around(asOf.AddDays(-days)));
        if (side[2].Text == ReservedInputs.TimeAsOf && layout.Find(side[4].Text) is { Type: FeatureType.Date } to)
            return new Boundary(to, Around(asOf.AddDays(days)));
        return null;
    }

    private static List<ExpressionToken> Side(IReadOnlyList<ExpressionToken> tokens, int comparison, int step)
    {
        var side = new List<ExpressionToken>();
        var depth = 0;
        for (var i = comparison + step; i >= 0 && i < tokens.Count; i += step)
        {
            var token = tokens[i];
            if (token.Text is "(" or ")")
            {
                depth += (token.Text == "(") == (step > 0) ? 1 : -1;
                if (depth < 0) break;
            }
            else if (depth == 0 && (IsEnd(token) || _comparisons.Contains(token.Text)))
            {
                break;
            }

            side.Add(token);
        }

        if (step < 0) side.Reverse();
        return side;
    }

    private static bool IsEnd(ExpressionToken token) => Array.Exists(
        _ends, end => end == token.Text || (char.IsLetter(end[0]) && token.IsWord(end)));

    private static bool IsAlone(IReadOnlyList<ExpressionToken> tokens, int index) =>
        (index == 0 || IsEnd(tokens[index - 1]) || tokens[index - 1].Text == "(")
        && (index == tokens.Count - 1 || IsEnd(tokens[index + 1]) || tokens[index + 1].Text == ")");
}

/// <summary>An input, and values of it on both sides of where a condition turns.</summary>
/// <param name="Input">The input.</param>
/// <param name="Values">The values, rising.</param>
internal sealed record Boundary(InputSlot Input, IReadOnlyList<FeatureValue> Values);
