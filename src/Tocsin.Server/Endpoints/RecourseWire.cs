using Google.Protobuf.WellKnownTypes;
using Tocsin.Core;
using Tocsin.Core.Decisions.Recourse;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes what would turn a decision.</summary>
internal static class RecourseWire
{
    /// <summary>Adds it to an answer.</summary>
    public static void Write(RecourseAnswer answer, DecideResponse response)
    {
        response.RecourseStatus = (V1.RecourseStatus)answer.Status;
        response.Recourse.AddRange(answer.Options.Select(Write));
    }

    private static V1.RecourseOption Write(Core.Decisions.Recourse.RecourseOption option) => new()
    {
        Outcome = (Outcome)option.Decision.Outcome,
        Changes = { option.Changes.Select(Write) },
        Cost = option.Cost,
        Takes = option.Takes?.ToDuration(),
        ProvenCheapest = option.IsProvenCheapest,
    };

    private static V1.RecourseChange Write(Core.Decisions.Recourse.RecourseChange change) => new()
    {
        Feature = change.Input.Name,
        From = FeatureWire.Write(change.From),
        To = FeatureWire.Write(change.To),
        Kind = (V1.RecourseChangeKind)change.Kind,
        Takes = change.Takes?.ToDuration(),
        Title = DecisionWire.Write(change.Input.Feature?.Title ?? BilingualText.Empty),
    };
}
