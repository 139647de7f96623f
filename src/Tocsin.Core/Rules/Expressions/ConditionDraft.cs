using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>A condition before it is compiled: a chain of comparisons, or else code.</summary>
/// <param name="Reads">The slots it reads.</param>
/// <param name="Chain">The chain; null where there is code.</param>
/// <param name="Code">The code; null where there is a chain.</param>
internal sealed record ConditionDraft(IReadOnlyCollection<int> Reads, ComparisonChain? Chain, ConditionTrees? Code)
{
    /// <summary>How large its code is, in parts of its tree.</summary>
    public int Nodes => Code?.Shape.Nodes ?? 0;

    /// <summary>A draft of a chain.</summary>
    public static ConditionDraft Of(ComparisonChain chain) =>
        new([.. chain.Links.Select(link => link.Comparison.Slot.Index).Distinct()], chain, null);

    /// <summary>A draft of a guarded tree.</summary>
    public static ConditionDraft Of(Expression tree, SlotReader slots)
    {
        var rewriter = new TriStateRewriter(slots);
        var (plain, lifted) = (rewriter.Value(tree), rewriter.Outcome(tree));
        return new ConditionDraft(slots.Reads, null, new ConditionTrees(ConditionShape.Of(tree), plain, lifted));
    }
}

/// <summary>A condition's code as trees over a profile's arrays.</summary>
/// <param name="Shape">What the code must be able to do.</param>
/// <param name="Plain">Its truth, right only where every slot is present.</param>
/// <param name="Lifted">Its outcome's number, right everywhere.</param>
internal sealed record ConditionTrees(ConditionShape Shape, Expression Plain, Expression Lifted);
