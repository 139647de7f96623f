using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// A compiled condition. Immutable and thread-safe; evaluating allocates nothing unless an expression throws.
/// </summary>
/// <remarks>
/// It belongs to a block of conditions that are evaluated together; the profile remembers their outcomes until one of
/// its values changes.
/// </remarks>
public sealed class Condition
{
    internal Condition(
        string text, ExpressionScope scope, ConditionBlock block, int place, IEnumerable<int> reads)
    {
        Text = text;
        Scope = scope;
        Place = new ConditionPlace(block, place);
        Reads = [.. reads.Order().Select(slot => block.Layout.Slots[slot])];
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>The inputs it reads.</summary>
    public IReadOnlyList<InputSlot> Reads { get; }

    /// <summary>The names it was read with.</summary>
    internal ExpressionScope Scope { get; }

    /// <summary>Where it stands among the conditions that are evaluated with it.</summary>
    internal ConditionPlace Place { get; }

    /// <summary>
    /// Hit, miss or unknown. Never throws: an expression that fails on these values is unknown.
    /// </summary>
    public RuleOutcome Evaluate(BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Place.Block!.OutcomeOf(profile, Place.Bit);
    }

    /// <summary>
    /// Why the expression fails on these values, such as a division by zero; null when it does not. For explanations:
    /// it evaluates anew.
    /// </summary>
    public Exception? FailureOf(BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Place.Block!.Compile().FailureOf(profile, Place.Bit);
    }
}

/// <summary>Where a condition stands: its block and its number there. The default is nowhere.</summary>
internal readonly record struct ConditionPlace(ConditionBlock? Block, int Number)
{
    public uint Bit => 1u << Number;
}
