using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Decisions;

/// <summary>How a product's annual rate is made up. Immutable.</summary>
/// <remarks>
/// rate = sum of the components, divided by 1 − PD where it is adjusted for survival, held between floor and ceiling,
/// and rounded to 0.0001 half away from zero.
/// </remarks>
public sealed record PricePolicy
{
    /// <summary>The components, in document order.</summary>
    public required IReadOnlyList<PriceComponent> Components { get; init; }

    /// <summary>The lowest annual rate; null when there is none.</summary>
    public ValueExpression? Floor { get; init; }

    /// <summary>The highest annual rate; null when there is none.</summary>
    public ValueExpression? Ceiling { get; init; }

    /// <summary>True when the sum is divided by 1 − PD, so that those who pay carry those who do not.</summary>
    public bool IsSurvivalAdjusted { get; init; }

    /// <summary>The code of the repayment schedule; empty when it is not said.</summary>
    public string Repayment { get; init; } = "";

    /// <summary>Every input that it reads.</summary>
    public IEnumerable<InputSlot> Reads => Components.SelectMany(component => component.Reads)
        .Concat(Floor?.Reads ?? []).Concat(Ceiling?.Reads ?? []);
}

/// <summary>One component: a rule whose output is an annual rate. Where the rule misses, there is none.</summary>
/// <param name="Name">What it is called in the answer.</param>
/// <param name="Rule">The rule; it has an output.</param>
/// <param name="IsBase">True for the base rate that the offer shows apart from the spread.</param>
/// <param name="WhenUnknown">What an unknown component makes of the decision; never 0.</param>
public sealed record PriceComponent(string Name, Rule Rule, bool IsBase, WhenUnknown WhenUnknown)
{
    /// <summary>Every input that its condition or its rate reads.</summary>
    public IReadOnlyList<InputSlot> Reads { get; } = [.. Rule.Reads.Concat(Rule.Output?.Reads ?? []).Distinct()];
}
