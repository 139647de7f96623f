using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>What the risk team does to a server's shadow over the wire.</summary>
internal sealed class ShadowControl(ServerProcess server)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly RuleSetService.RuleSetServiceClient _ruleSets = new(server.Channel);

    /// <summary>Starts one.</summary>
    public async Task<ShadowStatus> StartAsync(
        string digest, double share = 1, double hours = 1, bool replace = false)
    {
        var request = new StartShadowRequest
        {
            Digest = digest,
            Share = share,
            Duration = Duration.FromTimeSpan(TimeSpan.FromHours(hours)),
            Reason = "a test",
            Replace = replace,
        };
        return (await _ruleSets.StartShadowAsync(request).ResponseAsync.WaitAsync(_limit)).Shadow;
    }

    /// <summary>Ends it.</summary>
    public async Task<ShadowStatus?> StopAsync() =>
        (await _ruleSets.StopShadowAsync(new StopShadowRequest()).ResponseAsync.WaitAsync(_limit)).Shadow;

    /// <summary>What it found so far.</summary>
    public Task<GetShadowReportResponse> ReportAsync() =>
        _ruleSets.GetShadowReportAsync(new GetShadowReportRequest()).ResponseAsync.WaitAsync(_limit);

    /// <summary>What it found, once that is so.</summary>
    public Task<GetShadowReportResponse> ReportAsync(Func<GetShadowReportResponse, bool> isSo) =>
        Eventually.FoundAsync(
            async () =>
            {
                try
                {
                    return await ReportAsync() is var report && isSo(report) ? report : null;
                }
                catch (Grpc.Core.RpcException exception) when (EndedCall.Of(exception) == "NotFound SHADOW_UNKNOWN")
                {
                    return null;
                }
            },
            "the shadow's report is so");

    /// <summary>What it found, once so many decisions have had their turn.</summary>
    public Task<GetShadowReportResponse> ReportAsync(long decisions) =>
        ReportAsync(report => Taken(report) == decisions && report.Waiting == 0);

    /// <summary>How many decisions were taken for it and are done with.</summary>
    public static long Taken(GetShadowReportResponse report) =>
        report.Decided + report.NotComparable + report.Failed + report.Dropped;
}
