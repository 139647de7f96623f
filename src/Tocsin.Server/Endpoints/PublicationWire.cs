using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Rules.Publishing;
using Tocsin.V1;
using CoreActivation = Tocsin.Core.Rules.Activation;
using WireOrigin = Tocsin.V1.ActivationOrigin;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes publications, activations and the fleet for the wire.</summary>
internal static class PublicationWire
{
    /// <summary>A published rule set.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="latest">Its latest activation; null when it was never active.</param>
    /// <param name="active">The store's activation; null when there is none.</param>
    public static RuleSetSummary Write(RulePublication publication, CoreActivation? latest, CoreActivation? active)
    {
        var summary = new RuleSetSummary
        {
            RuleSet = Reference(publication.Digest, latest?.Number ?? 0),
            Name = publication.Name,
            Revision = publication.Revision,
            Author = publication.Author,
            Reason = publication.Reason,
            PublishedAt = publication.At.ToTimestamp(),
            ActivatedAt = latest?.At.ToTimestamp(),
            Active = active is not null && active.Digest == publication.Digest,
        };
        summary.Approvals.AddRange(publication.Approvals.Select(approval => new RuleSetApproval
        {
            Approver = approval.Approver,
            Reason = approval.Reason,
            ApprovedAt = approval.At.ToTimestamp(),
        }));
        return summary;
    }

    /// <summary>An activation.</summary>
    public static RuleSetActivation Write(CoreActivation activation) => new()
    {
        RuleSet = Reference(activation.Digest, activation.Number),
        ActivatedAt = activation.At.ToTimestamp(),
        Origin = (WireOrigin)activation.Origin,
        By = activation.By,
        Reason = activation.Reason,
    };

    /// <summary>An instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="activation">The store's activation; null when there is none, or it is not known.</param>
    public static InstanceStatus Write(FleetInstance instance, CoreActivation? activation) => new()
    {
        Instance = instance.Note.Instance,
        Live = instance.IsLive,
        Confirmed = activation is not null && RuleFiles.FleetRoll.Confirms(instance, activation),
        RuleSet = Reference(instance.Note.Digest, instance.Note.Activation),
        Since = instance.Note.Since.ToTimestamp(),
        SeenAt = instance.SeenAt.ToTimestamp(),
        LastError = instance.Note.LastError,
        Build = instance.Note.Build,
    };

    /// <summary>A rule set that is, or was, live.</summary>
    public static RuleSetReference Reference(string digest, long activation) => new()
    {
        Activation = activation,
        Digest = digest,
        Variant = "live",
    };
}
