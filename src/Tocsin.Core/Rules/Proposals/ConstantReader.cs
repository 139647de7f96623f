using System.Globalization;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Proposals;

/// <summary>Reads what one side of a comparison comes to, where it is the same for every borrower.</summary>
/// <param name="parameters">The rule set's parameters, by name.</param>
/// <param name="asOf">The civil date as of which examples are judged.</param>
internal sealed class ConstantReader(IReadOnlyDictionary<string, RuleParameter> parameters, DateOnly asOf)
{
    /// <summary>The constant of some tokens: a number with its decimals, a text, a flag or a date; or null.</summary>
    public Constant? Read(IReadOnlyList<ExpressionToken> tokens)
    {
        if (tokens.Count == 1 && Single(tokens[0]) is { } single) return single;
        return Sum(tokens);
    }

    private Constant? Single(ExpressionToken token) => token switch
    {
        { Kind: ExpressionTokenKind.Number } => Number(token.Text.TrimEnd('l', 'L', 'd', 'D', 'f', 'F', 'm', 'M')),
        { Kind: ExpressionTokenKind.Literal } when IsPlain(token.Text) =>
            new Constant(FeatureValue.OfText(token.Text[1..^1]), 0),
        _ when token.IsWord("true") || token.IsWord("false") =>
            new Constant(FeatureValue.OfFlag(token.IsWord("true")), 0),
        { Text: ReservedInputs.TimeAsOf } => new Constant(FeatureValue.OfDate(asOf), 0),
        _ => Parameter(token.Text),
    };

    private static bool IsPlain(string literal) =>
        !literal.Contains('\\', StringComparison.Ordinal) && literal.Length <= FeatureValue.MaximumTextLength;

    private Constant? Parameter(string name)
    {
        if (!name.StartsWith("p.", StringComparison.Ordinal) || !parameters.TryGetValue(name[2..], out var parameter))
            return null;
        var value = parameter.Value;
        return value.Type is FeatureType.Number or FeatureType.Integer
            ? Number(value.ToCanonicalText()) : new Constant(value, 0);
    }

    // Numbers joined by plus and minus, such as "p.yellow - p.margin" or "-0.2".
    private Constant? Sum(IReadOnlyList<ExpressionToken> tokens)
    {
        var sum = 0m;
        var decimals = 0;
        var sign = 1;
        var wantsNumber = true;
        foreach (var token in tokens)
        {
            if (token.Text is "+" or "-")
            {
                sign = token.Text == "-" ? (wantsNumber ? -sign : -1) : (wantsNumber ? sign : 1);
                wantsNumber = true;
            }
            else if (wantsNumber && Single(token) is { Value.Type: FeatureType.Number } number)
            {
                sum += sign * (decimal)number.Value.AsNumber;
                decimals = Math.Max(decimals, number.Decimals);
                wantsNumber = false;
                sign = 1;
            }
            else
            {
                return null;
            }
        }

        return wantsNumber ? null : new Constant(FeatureValue.OfNumber((double)sum), decimals);
    }

    private static Constant? Number(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        // Beyond this a step is no longer told apart.
        if (Math.Abs(number) > 1e15m) return null;
        return new Constant(FeatureValue.OfNumber((double)number), number.Scale);
    }
}

/// <summary>A value that every borrower is compared with.</summary>
/// <param name="Value">The value; a whole number is a number, too.</param>
/// <param name="Decimals">How many decimals it is written with; 0 for what is no number.</param>
internal sealed record Constant(FeatureValue Value, int Decimals);
