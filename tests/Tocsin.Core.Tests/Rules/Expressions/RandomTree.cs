using System.Globalization;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>A small expression that a test makes up: what it says, and what it naively means.</summary>
/// <param name="Text">As an author would write it.</param>
/// <param name="Value">
/// Its value over values by name: a double, long, bool or string, or null when it is unknown.
/// </param>
internal sealed record RandomTree(string Text, Func<IReadOnlyDictionary<string, object>, object?> Value)
{
    /// <inheritdoc/>
    public override string ToString() => Text;

    public static RandomTree Input(string name) => new(name, values => values.GetValueOrDefault(name));

    public static RandomTree Of(object constant) => new(
        constant is string text ? $"\"{text}\"" : Convert.ToString(constant, CultureInfo.InvariantCulture)!,
        _ => constant);

    public static RandomTree Upper(string text) => new(
        $"{text}.ToUpper()", values => (values.GetValueOrDefault(text) as string)?.ToUpperInvariant());

    public static RandomTree IsNull(string name) => new($"({name} == null)", values => !values.ContainsKey(name));

    public static RandomTree HasValue(string name) => new($"{name}.HasValue", values => values.ContainsKey(name));

    public static RandomTree OrElse(string flag, RandomTree other) => new(
        $"({flag} ?? {other})", values => values.TryGetValue(flag, out var value) ? value : other.Value(values));

    /// <summary>The number, or another: always a double, whatever the other is.</summary>
    public static RandomTree NumberOrElse(string number, RandomTree other) => new(
        $"({number} ?? {other})",
        values => values.TryGetValue(number, out var value) ? value
            : other.Value(values) is { } found ? Number(found) : null);

    public static RandomTree Not(RandomTree operand) =>
        new($"!({operand})", values => operand.Value(values) is bool flag ? !flag : null);

    public static RandomTree And(RandomTree left, RandomTree right) => new(
        $"({left} and {right})",
        values => (left.Value(values), right.Value(values)) switch
        {
            (false, _) or (_, false) => false,
            (null, _) or (_, null) => null,
            _ => true,
        });

    public static RandomTree Or(RandomTree left, RandomTree right) => new(
        $"({left} or {right})",
        values => (left.Value(values), right.Value(values)) switch
        {
            (true, _) or (_, true) => true,
            (null, _) or (_, null) => null,
            _ => false,
        });

    public static RandomTree Choice(RandomTree test, RandomTree whenTrue, RandomTree whenFalse) => new(
        $"iif({test}, {whenTrue}, {whenFalse})",
        values => test.Value(values) is bool flag ? (flag ? whenTrue : whenFalse).Value(values) : null);

    public static RandomTree Compare(string symbol, RandomTree left, RandomTree right) => new(
        $"({left} {symbol} {right})",
        values => (left.Value(values), right.Value(values)) switch
        {
            (null, _) or (_, null) => null,
            (string a, string b) => symbol == "==" ? a == b : a != b,
            (bool a, bool b) => symbol == "==" ? a == b : a != b,
            (long a, long b) => Holds(symbol, a.CompareTo(b)),
            var (a, b) => Holds(symbol, Number(a).CompareTo(Number(b))),
        });

    public static RandomTree Compute(char symbol, RandomTree left, RandomTree right) => new(
        $"({left} {symbol} {right})",
        values => (left.Value(values), right.Value(values)) switch
        {
            (null, _) or (_, null) => null,
            (long a, long b) => symbol switch { '+' => a + b, '-' => a - b, '*' => a * b, _ => (object)(a / b) },
            var (a, b) => Compute(symbol, Number(a), Number(b)),
        });

    private static double Compute(char symbol, double left, double right) =>
        symbol switch { '+' => left + right, '-' => left - right, '*' => left * right, _ => left / right };

    private static double Number(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static bool Holds(string symbol, int order) => symbol switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        "==" => order == 0,
        _ => order != 0,
    };
}
