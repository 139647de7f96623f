using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tocsin.Core.Rules.Publishing;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>Starts and stops the shadow, and tells what it found.</summary>
internal sealed partial class RuleSetEndpoint
{
    /// <inheritdoc/>
    public override async Task<StartShadowResponse> StartShadow(StartShadowRequest request, ServerCallContext context)
    {
        var plan = await shadowPlans.StartAsync(
            request.Digest, request.Share, Asked(request.Duration), request.Replace,
            OptionalReason(request.Reason), Caller, context.CancellationToken);
        await shadows.FollowAsync(context.CancellationToken);
        return new StartShadowResponse { Shadow = await ShadowAsync(plan, context.CancellationToken) };
    }

    /// <inheritdoc/>
    public override async Task<StopShadowResponse> StopShadow(StopShadowRequest request, ServerCallContext context)
    {
        var plan = await shadowPlans.StopAsync(context.CancellationToken);
        await shadows.FollowAsync(context.CancellationToken);
        return new StopShadowResponse { Shadow = await ShadowAsync(plan, context.CancellationToken) };
    }

    /// <inheritdoc/>
    public override Task<GetShadowReportResponse> GetShadowReport(
        GetShadowReportRequest request, ServerCallContext context)
    {
        var standing = shadows.Latest ?? throw new FailureException(
            FailureReason.ShadowUnknown, "No candidate runs in the shadow, and none has since this instance started.");
        return Task.FromResult(ShadowWire.Write(standing, fleet.Standing.Instance));
    }

    // A duration that no clock can count to is as wrong as one that is merely too long.
    private static TimeSpan? Asked(Duration? duration) => duration is null ? null
        : duration is { Seconds: >= 0 and <= int.MaxValue, Nanos: >= 0 and < Duration.NanosecondsPerSecond }
            ? duration.ToTimeSpan() : TimeSpan.MaxValue;

    private async Task<ShadowStatus?> ShadowAsync(ShadowPlan? plan, CancellationToken cancellation)
    {
        if (plan is null) return null;
        var publication = await store.RuleSets.FindAsync(plan.Digest, cancellation);
        return ShadowWire.Write(plan, publication?.Name ?? "", publication?.Revision ?? "");
    }
}
