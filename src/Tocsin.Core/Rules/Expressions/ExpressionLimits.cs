namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Bounds that an expression keeps before anything parses it: the parser recurses, and 5,000 nested parentheses end a
/// .NET process.
/// </summary>
public static class ExpressionLimits
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaximumLength = 8_192;

    /// <summary>The most tokens.</summary>
    public const int MaximumTokens = 2_000;

    /// <summary>The deepest nesting of parentheses and brackets.</summary>
    public const int MaximumNesting = 64;

    /// <summary>The most prefix operators (<c>!</c>, <c>-</c>, <c>not</c>) in a row.</summary>
    public const int MaximumPrefixes = 16;

    /// <summary>The most nodes of a tree, scoped params written out: a few that use each other can double it.</summary>
    public const int MaximumNodes = 10_000;

    /// <summary>The deepest tree, scoped params written out.</summary>
    public const int MaximumDepth = 2_500;

    /// <summary>The most conditional operators (<c>?</c>, <c>??</c>, <c>iif</c>).</summary>
    public const int MaximumConditionals = 64;
}
