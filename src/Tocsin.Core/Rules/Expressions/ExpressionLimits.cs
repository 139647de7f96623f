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

    /// <summary>
    /// The most nodes of a tree, scoped params written out: a few that use each other can double it. A node counts once
    /// more for every condition it lies in that lies in a value, for so often it is compiled.
    /// </summary>
    public const int MaximumNodes = 10_000;

    /// <summary>
    /// The deepest tree, scoped params written out: whoever walks a deeper one runs out of a stack of 1 MiB, which ends
    /// the process. A condition counts twice, for it takes twice the stack; a chain of <c>and</c>, or of <c>or</c>, is
    /// one condition.
    /// </summary>
    public const int MaximumDepth = 1_024;

    /// <summary>The deepest tree with every link of such chains counted: more than one expression can write.</summary>
    public const int MaximumLinks = 1_200;

    /// <summary>The most conditional operators (<c>?</c>, <c>??</c>, <c>iif</c>).</summary>
    public const int MaximumConditionals = 64;

    /// <summary>The most tokens of all expressions of a rule set.</summary>
    public const int MaximumTokensOfASet = 400_000;

    /// <summary>The most nodes of all expressions of a rule set, counted as for one.</summary>
    public const int MaximumNodesOfASet = 500_000;
}
