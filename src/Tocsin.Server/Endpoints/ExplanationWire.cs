using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using WireExplanation = Tocsin.V1.RuleExplanation;
using WirePart = Tocsin.V1.ConditionPart;
using WireRead = Tocsin.V1.ReadFeature;

namespace Tocsin.Server.Endpoints;

/// <summary>Explanations of rules in wire form.</summary>
internal static class ExplanationWire
{
    /// <summary>Explains one rule; its nested rules are explained on their own.</summary>
    public static WireExplanation Write(Rule rule, BorrowerProfile profile)
    {
        var explanation = RuleExplanation.Of(rule, profile);
        return new WireExplanation
        {
            Condition = explanation.Condition is { } condition ? Write(condition) : null,
            Values = { explanation.Values.Select(Write) },
        };
    }

    /// <summary>An input with its value.</summary>
    public static WireRead Write(ReadInput input) => new()
    {
        Feature = input.Slot.Name,
        Value = input.Value is { } value ? FeatureWire.Write(value) : null,
        Stale = input.IsStale,
        ObservedAt = input.ObservedAt?.ToTimestamp(),
    };

    private static WirePart Write(ConditionExplanation part) => new()
    {
        Text = part.Text,
        Outcome = DecisionWire.Write(part.Outcome),
        Parts = { part.Parts.Select(Write) },
        Failure = part.Failure,
    };
}
