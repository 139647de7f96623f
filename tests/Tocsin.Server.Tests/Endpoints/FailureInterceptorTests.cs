using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Core.Storage;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

public sealed class FailureInterceptorTests
{
    private const string Secret = "password=hunter2 at 10.0.0.5:6379";

    private readonly FailureInterceptor _interceptor = new(NullLogger<FailureInterceptor>.Instance);

    [Fact]
    public void Of_Unforeseen_IsInternalWithAnIncidentAndNoText()
    {
        var failure = _interceptor.Of(new InvalidOperationException(Secret));

        Assert.Equal(FailureReason.Internal, failure.Reason);
        Assert.Matches("^A fault of the server; its log has incident [0-9a-f]{12}\\.$", failure.Message);
        Assert.Empty(failure.Metadata);
    }

    [Fact]
    public void Of_StoreAway_IsUnavailableWithoutTheDriversText()
    {
        var failure = _interceptor.Of(new StoreUnavailableException(Secret));

        Assert.Equal(FailureReason.StoreUnavailable, failure.Reason);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_KnownFailure_IsThatFailure()
    {
        var known = new Failure(FailureReason.ViewUnknown, "No such view.", "views[0].view");

        Assert.Same(known, _interceptor.Of(new FailureException(known)));
    }

    [Fact]
    public async Task UnaryServerHandler_Unforeseen_EndsInternalWithoutTheText()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => _interceptor.UnaryServerHandler(
            new DecideRequest(), new BareCallContext(default),
            (_, _) => Task.FromException<DecideResponse>(new InvalidOperationException(Secret))));

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
        Assert.DoesNotContain("hunter2", exception.GetRpcStatus()!.ToString(), StringComparison.Ordinal);
        Assert.Equal("INTERNAL", exception.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task UnaryServerHandler_CallerGone_IsCancelledAndNoIncident()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => _interceptor.UnaryServerHandler(
            new DecideRequest(), new BareCallContext(gone.Token),
            (_, _) => Task.FromException<DecideResponse>(new OperationCanceledException(Secret))));

        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
        Assert.DoesNotContain("hunter2", exception.Status.Detail, StringComparison.Ordinal);
    }
}
