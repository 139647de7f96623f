using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>A compiled expression that gives a number, a flag, a text or a date. Immutable and thread-safe.</summary>
public sealed class ValueExpression
{
    private const double FirstInexact = 9_007_199_254_740_992;

    private readonly InputSlot? _input;
    private readonly NumberCode? _number;
    private readonly TextCode? _text;

    /// <summary>An expression that is an input and nothing else.</summary>
    internal ValueExpression(string text, InputSlot input)
    {
        Text = text;
        Type = input.Type;
        Reads = [input];
        _input = input;
    }

    /// <summary>Any other expression.</summary>
    /// <param name="text">As written.</param>
    /// <param name="reads">The inputs it reads.</param>
    /// <param name="value">Code that gives the value.</param>
    /// <param name="known">Code that tells whether everything the value needs is there.</param>
    /// <exception cref="ExpressionRefusedException">It gives something that is no value here.</exception>
    internal ValueExpression(string text, IEnumerable<InputSlot> reads, Expression value, Expression known)
    {
        Text = text;
        Type = TypeOf(value.Type);
        Reads = [.. reads];
        if (Type == FeatureType.Text) _text = Compile<TextCode>(value, known);
        else _number = Compile<NumberCode>(AsDouble(value), known);
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>What it gives.</summary>
    public FeatureType Type { get; }

    /// <summary>The inputs it reads.</summary>
    public IReadOnlyList<InputSlot> Reads { get; }

    /// <summary>
    /// The value, or null when it is unknown: an input is missing or stale, the expression failed, or the number is not
    /// finite or, of whole numbers, not less than 2^53. Never throws.
    /// </summary>
    public FeatureValue? Evaluate(BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (_input is not null) return profile.ValueOf(_input);
        try
        {
            if (_number is not null)
                return _number(profile.Numbers, profile.Texts, profile.Present, out var number) ? Typed(number) : null;
            return _text!(profile.Numbers, profile.Texts, profile.Present, out var text) && text is not null
                ? FeatureValue.OfText(text) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// The number of <see cref="Evaluate"/>'s value, 0 or 1 for a flag and a day number for a date; false where that is
    /// unknown or a text. Never throws. For what only counts with it, most of every score and price.
    /// </summary>
    internal bool TryNumber(BorrowerProfile profile, out double number)
    {
        number = 0;
        if (Type == FeatureType.Text) return false;
        if (_input is not null)
        {
            if (!profile.IsPresent(_input.Index)) return false;
            number = profile.Numbers[_input.Index];
            return true;
        }

        if (Evaluate(profile) is not { } value) return false;
        number = value.AsNumber;
        return true;
    }

    private FeatureValue? Typed(double number)
    {
        if (!double.IsFinite(number)) return null;
        return Type switch
        {
            FeatureType.Flag => FeatureValue.OfFlag(number != 0),
            // From here on a double no longer tells whole numbers apart.
            FeatureType.Integer when Math.Abs(number) >= FirstInexact => null,
            FeatureType.Integer => FeatureValue.OfInteger((long)number),
            FeatureType.Date => FeatureValue.OfDate(DateOnly.FromDayNumber((int)number)),
            _ => FeatureValue.OfNumber(number),
        };
    }

    // Tells whether the value is known, and gives it where it is.
    private static T Compile<T>(Expression value, Expression known) where T : Delegate
    {
        var result = Expression.Parameter(value.Type.MakeByRefType(), "value");
        var body = Expression.Condition(
            known,
            Expression.Block(Expression.Assign(result, value), Expression.Constant(true)),
            Expression.Block(Expression.Assign(result, Expression.Default(value.Type)), Expression.Constant(false)));
        return Expression.Lambda<T>(body, [.. SlotReader.Arguments, result]).Compile();
    }

    private static FeatureType TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(double) => FeatureType.Number,
        var t when t == typeof(long) || t == typeof(int) => FeatureType.Integer,
        var t when t == typeof(bool) => FeatureType.Flag,
        var t when t == typeof(DateOnly) => FeatureType.Date,
        var t when t == typeof(string) => FeatureType.Text,
        _ => throw new ExpressionRefusedException("VALUE_TYPE", 0, $"The expression gives a {type.Name}."),
    };

    private static Expression AsDouble(Expression value)
    {
        var plain = Nullable.GetUnderlyingType(value.Type) is { } inner ? Expression.Convert(value, inner) : value;
        if (plain.Type == typeof(bool))
            return Expression.Condition(plain, Expression.Constant(1.0), Expression.Constant(0.0));
        if (plain.Type == typeof(DateOnly)) plain = Expression.Property(plain, nameof(DateOnly.DayNumber));
        return Expression.Convert(plain, typeof(double));
    }
}

/// <summary>A number, flag (0 or 1) or date (day number); false where it is unknown.</summary>
internal delegate bool NumberCode(double[] numbers, string[] texts, ulong[] present, out double value);

/// <summary>A text; false where it is unknown.</summary>
internal delegate bool TextCode(double[] numbers, string[] texts, ulong[] present, out string value);
