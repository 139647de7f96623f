using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>A compiled expression that gives a number, a flag, a text or a date. Immutable and thread-safe.</summary>
public sealed class ValueExpression
{
    private const double FirstInexact = 9_007_199_254_740_992;

    private readonly PlainCondition _known;
    private readonly Func<double[], string[], ulong[], double>? _number;
    private readonly Func<double[], string[], ulong[], string>? _text;
    private readonly SlotSet _reads;

    private ValueExpression(
        string text, FeatureType type, SlotSet reads, PlainCondition known,
        Func<double[], string[], ulong[], double>? number, Func<double[], string[], ulong[], string>? textual)
    {
        Text = text;
        Type = type;
        _reads = reads;
        _known = known;
        _number = number;
        _text = textual;
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>What it gives.</summary>
    public FeatureType Type { get; }

    /// <summary>The inputs it reads.</summary>
    public IReadOnlyList<InputSlot> Reads => _reads.Slots;

    /// <summary>
    /// The value, or null when it is unknown: an input is missing or stale, the expression failed, or the number is not
    /// finite or, of whole numbers, not less than 2^53. Never throws.
    /// </summary>
    public FeatureValue? Evaluate(BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        try
        {
            if (!_known(profile.Numbers, profile.Texts, profile.Present)) return null;
            if (_text is not null)
            {
                var text = _text(profile.Numbers, profile.Texts, profile.Present);
                return text is null ? null : FeatureValue.OfText(text);
            }

            return Typed(_number!(profile.Numbers, profile.Texts, profile.Present));
        }
        catch (Exception)
        {
            return null;
        }
    }

    internal static ValueExpression Create(
        string text, InputLayout layout, SlotReader slots, Expression value, PlainCondition known)
    {
        var type = TypeOf(value.Type);
        Func<double[], string[], ulong[], double>? number = null;
        Func<double[], string[], ulong[], string>? textual = null;
        if (type == FeatureType.Text)
            textual = Expression.Lambda<Func<double[], string[], ulong[], string>>(value, SlotReader.Arguments).Compile();
        else
            number = Expression.Lambda<Func<double[], string[], ulong[], double>>(
                AsDouble(value), SlotReader.Arguments).Compile();
        return new ValueExpression(text, type, new SlotSet(layout, slots.Reads), known, number, textual);
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
