using CsCheck;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>Makes up expressions that the engine reads over plain types; some fail on some values.</summary>
internal static class EqualityExpressions
{
    private static readonly Gen<string> _order = Gen.OneOf("<", "<=", ">", ">=", "==", "!=");
    private static readonly Gen<string> _equality = Gen.OneOf("==", "!=");

    /// <summary>A text.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
        Gen.OneOf("v.t", "v.u", "\"A\"", "\"农业\"", "\"\""),
        Gen.OneOf("v.t.ToUpper()", "v.u.ToLower()", "v.t.Trim()"));

    /// <summary>A condition that fails on no value.</summary>
    public static Gen<string> SafeFlag { get; } = Gen.OneOf(
        Gen.OneOf("v.f", "v.g", "v.n > 0.5", "v.i <= v.j", "v.t == v.u"),
        Gen.OneOf("v.f and v.n < 2", "!v.g or v.m >= 1"));

    /// <summary>A number; a division by nought is infinite or no number.</summary>
    public static Gen<string> Double(int depth)
    {
        var leaf = Gen.OneOf("v.n", "v.m", "2.5", "0.5", "1000.0", "0.1");
        if (depth == 0) return leaf;
        var inner = Double(depth - 1);
        return Gen.OneOf(
            leaf, leaf,
            Gen.Select(Gen.OneOf('+', '-', '*', '/'), inner, inner, (symbol, a, b) => $"({a} {symbol} {b})"),
            Gen.Select(Gen.OneOf("Math.Max", "Math.Min"), inner, inner, (name, a, b) => $"{name}({a}, {b})"),
            Gen.Select(Gen.OneOf("Math.Abs", "Math.Floor", "Math.Round"), inner, (name, a) => $"{name}({a})"),
            Gen.Select(SafeFlag, inner, inner, (test, a, b) => $"iif({test}, {a}, {b})"),
            inner.Select(a => $"(-{a})"));
    }

    /// <summary>A whole number; a division by nought fails.</summary>
    public static Gen<string> Long(int depth)
    {
        var leaf = Gen.OneOf("v.i", "v.j", "3", "1", "7");
        if (depth == 0) return leaf;
        var inner = Long(depth - 1);
        return Gen.OneOf(
            leaf, leaf, Gen.OneOf("v.t.Length", "v.u.Length"),
            Gen.Select(Gen.OneOf('+', '-', '*', '/', '%'), inner, inner, (symbol, a, b) => $"({a} {symbol} {b})"),
            Gen.Select(Gen.OneOf("Math.Max", "Math.Min"), inner, inner, (name, a, b) => $"{name}({a}, {b})"));
    }

    /// <summary>A condition.</summary>
    public static Gen<string> Flag(int depth, IReadOnlyList<string> @params)
    {
        var leaf = Gen.OneOf(
            Gen.OneOf([.. @params, "v.f", "v.g", "true"]),
            Gen.Select(_order, Double(depth), Double(depth), Join), Gen.Select(_order, Long(depth), Long(depth), Join),
            Gen.Select(_order, Double(1), Long(1), Join), Gen.Select(_equality, Text, Text, Join),
            Gen.Select(Gen.OneOf("Contains", "StartsWith", "EndsWith"), Text, Text,
                (name, a, b) => $"({a}).{name}({b})"),
            Text.Select(text => $"{text} in (\"A\", \"农业\")"), Text.Select(text => $"string.IsNullOrEmpty({text})"));
        if (depth == 0) return leaf;
        var inner = Flag(depth - 1, @params);
        return Gen.OneOf(
            leaf, leaf, leaf, inner.Select(text => $"!({text})"), inner.Select(text => $"not ({text})"),
            Gen.Select(Gen.OneOf("and", "or", "&&", "||", "AND", "OR"), inner, inner,
                (symbol, a, b) => $"({a} {symbol} {b})"),
            Gen.Select(_equality, inner, inner, (symbol, a, b) => $"(({a}) {symbol} ({b}))"),
            Gen.Select(inner, inner, inner, (test, a, b) => $"iif({test}, {a}, {b})"),
            Gen.Select(inner, inner, inner, (test, a, b) => $"(({test}) ? ({a}) : ({b}))"));
    }

    private static string Join(string symbol, string left, string right) => $"({left} {symbol} {right})";
}
