using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// A condition that is nothing but comparisons, joined one after another: <c>a and (b or (c or d))</c>. Most credit
/// conditions are.
/// </summary>
/// <remarks>
/// And, or and not of Kleene's three values may be reordered, and "not" be moved to the comparisons, and none of these
/// can fail; so the order as written does not matter. What joins two conditions that are themselves joined, such as
/// <c>(a and b) or (c and d)</c>, is no chain.
/// </remarks>
internal sealed class ComparisonChain
{
    /// <summary>The most comparisons.</summary>
    public const int MaximumLength = 8;

    private ComparisonChain(IReadOnlyList<ChainLink> links) => Links = links;

    /// <summary>The comparisons; each is joined with all that come after it.</summary>
    public IReadOnlyList<ChainLink> Links { get; }

    /// <summary>Reads a guarded tree; null for one that is no chain.</summary>
    public static ComparisonChain? Read(Expression tree)
    {
        var links = new List<ChainLink>();
        return Append(tree, isNegated: false, links) ? new ComparisonChain(links) : null;
    }

    private static bool Append(Expression tree, bool isNegated, List<ChainLink> links)
    {
        for (; tree is UnaryExpression { NodeType: ExpressionType.Not } negation; tree = negation.Operand)
            isNegated = !isNegated;
        if (tree is BinaryExpression logic && (TriStateRewriter.IsAnd(logic) || TriStateRewriter.IsOr(logic)))
            return AppendJoined(logic, isNegated, links);
        if (links.Count == MaximumLength || Comparison.Read(tree) is not { } comparison) return false;
        links.Add(new ChainLink(isNegated ? comparison.Negate() : comparison, ChainJoin.None));
        return true;
    }

    private static bool AppendJoined(BinaryExpression logic, bool isNegated, List<ChainLink> links)
    {
        var isAnd = TriStateRewriter.IsAnd(logic);
        Func<BinaryExpression, bool> isLink = isAnd ? TriStateRewriter.IsAnd : TriStateRewriter.IsOr;
        var join = isAnd != isNegated ? ChainJoin.And : ChainJoin.Or;
        Expression? last = null;
        foreach (var operand in TriStateRewriter.Operands(logic, isLink))
        {
            var first = links.Count;
            if (Comparison.Read(operand) is null)
            {
                // What is not a single comparison can stand only at the end, and there only once.
                if (last is not null) return false;
                last = operand;
            }
            else if (!Append(operand, isNegated, links))
            {
                return false;
            }
            else
            {
                links[first] = links[first] with { Join = join };
            }
        }

        if (last is not null) return Append(last, isNegated, links);
        links[^1] = links[^1] with { Join = ChainJoin.None };
        return true;
    }
}

/// <summary>A comparison of a chain.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="Join">How it is joined with what comes after it.</param>
internal sealed record ChainLink(Comparison Comparison, ChainJoin Join);

/// <summary>How a comparison is joined with the rest of its chain.</summary>
internal enum ChainJoin
{
    /// <summary>It is the last.</summary>
    None,

    /// <summary>Both must hold.</summary>
    And,

    /// <summary>Either must hold.</summary>
    Or,
}
