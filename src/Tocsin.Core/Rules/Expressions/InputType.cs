using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>The C# types that expressions see for the catalogue's types.</summary>
internal static class InputType
{
    /// <summary>double, long, bool, string or DateOnly; nullable where a test on null needs it.</summary>
    public static Type Of(FeatureType type, bool nullable) => (type, nullable) switch
    {
        (FeatureType.Number, false) => typeof(double),
        (FeatureType.Number, true) => typeof(double?),
        (FeatureType.Integer, false) => typeof(long),
        (FeatureType.Integer, true) => typeof(long?),
        (FeatureType.Flag, false) => typeof(bool),
        (FeatureType.Flag, true) => typeof(bool?),
        (FeatureType.Date, false) => typeof(DateOnly),
        (FeatureType.Date, true) => typeof(DateOnly?),
        _ => typeof(string),
    };

    /// <summary>A value as a constant of its type.</summary>
    public static ConstantExpression Constant(FeatureValue value) => value.Type switch
    {
        FeatureType.Number => Expression.Constant(value.AsNumber),
        FeatureType.Integer => Expression.Constant((long)value.AsNumber),
        FeatureType.Flag => Expression.Constant(value.AsFlag),
        FeatureType.Date => Expression.Constant(value.AsDate),
        _ => Expression.Constant(value.AsText),
    };
}
