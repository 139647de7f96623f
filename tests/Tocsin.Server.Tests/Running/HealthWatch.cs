using Grpc.Core;
using Grpc.Health.V1;
using Xunit;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Tocsin.Server.Tests.Running;

/// <summary>What a client that watches the health of a server is told.</summary>
internal sealed class HealthWatch : IDisposable
{
    // Less than the half minute after which the framework tells if nobody says otherwise.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    private readonly AsyncServerStreamingCall<HealthCheckResponse> _call;

    public HealthWatch(ServerProcess server) =>
        _call = new Grpc.Health.V1.Health.HealthClient(server.Channel).Watch(new HealthCheckRequest());

    /// <summary>Waits until the status is told.</summary>
    public async Task ToldAsync(ServingStatus status)
    {
        using var limit = new CancellationTokenSource(_limit);
        do Assert.True(await _call.ResponseStream.MoveNext(limit.Token));
        while (_call.ResponseStream.Current.Status != status);
    }

    public void Dispose() => _call.Dispose();
}
