using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>A compiled condition. Immutable and thread-safe; evaluating allocates nothing unless it throws.</summary>
public sealed class Condition
{
    private readonly PlainCondition _plain;
    private readonly LiftedCondition _lifted;
    private readonly SlotSet _reads;
    private readonly bool _isOrdered;

    internal Condition(
        string text, InputLayout layout, SlotReader slots, PlainCondition plain, LiftedCondition lifted)
    {
        Text = text;
        _plain = plain;
        _lifted = lifted;
        _isOrdered = slots.ReadsOrder;
        _reads = new SlotSet(layout, slots.Reads);
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>The inputs it reads.</summary>
    public IReadOnlyList<InputSlot> Reads => _reads.Slots;

    /// <summary>
    /// Hit, miss or unknown. Never throws: an expression that fails on these values is unknown.
    /// </summary>
    public RuleOutcome Evaluate(BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        try
        {
            // Where nothing is missing the plain code is right, and several times faster.
            if (!_isOrdered && _reads.AllPresent(profile))
                return _plain(profile.Numbers, profile.Texts, profile.Present) ? RuleOutcome.Hit : RuleOutcome.Miss;
            return (RuleOutcome)_lifted(profile.Numbers, profile.Texts, profile.Present);
        }
        catch (Exception)
        {
            return RuleOutcome.Unknown;
        }
    }
}
