using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

public sealed class PreviewSinkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Lifetime _lifetime = new();
    private readonly StuckWriter _stuck = new();
    private readonly PreviewSink _sink;

    public PreviewSinkTests()
    {
        var call = new BareCallContext(TestContext.Current.CancellationToken);
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        // Where gRPC keeps it.
        call.UserState["__HttpContext"] = http;
        _sink = new PreviewSink(_stuck, call, _time);
    }

    public void Dispose() => _lifetime.Dispose();

    // Whoever never reads keeps nobody from the next preview for longer.
    [Fact(Timeout = 60_000)]
    public async Task WriteAsync_NobodyReadsForHalfAMinute_CutsTheCall()
    {
        var write = _sink.WriteAsync(new PreviewRuleSetResponse(), TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(_lifetime.RequestAborted.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));
        await AbortedAsync();

        var cut = await Assert.ThrowsAsync<FailureException>(() => write);
        Assert.Equal(FailureReason.SubscriberTooSlow, cut.Failure.Reason);
    }

    [Fact(Timeout = 60_000)]
    public async Task WriteAsync_CancelledWhileNobodyReads_CutsTheCall()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var write = _sink.WriteAsync(new PreviewRuleSetResponse(), stop.Token);

        await stop.CancelAsync();
        await AbortedAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
    }

    [Fact]
    public async Task WriteAsync_MessageIsTaken_LeavesTheCall()
    {
        _stuck.Written.SetResult();

        await _sink.WriteAsync(new PreviewRuleSetResponse(), TestContext.Current.CancellationToken);

        Assert.False(_lifetime.RequestAborted.IsCancellationRequested);
    }

    // The write of a call that is aborted ends with a fault.
    private async Task AbortedAsync()
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _lifetime.RequestAborted.Register(aborted.SetResult);
        await aborted.Task.WaitAsync(TestContext.Current.CancellationToken);
        _stuck.Written.SetException(new IOException("The connection was aborted."));
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _aborted = new();

        public CancellationToken RequestAborted { get => _aborted.Token; set => throw new NotSupportedException(); }

        public void Abort() => _aborted.Cancel();

        public void Dispose() => _aborted.Dispose();
    }

    private sealed class StuckWriter : IServerStreamWriter<PreviewRuleSetResponse>
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(PreviewRuleSetResponse message) => Written.Task;

        public Task WriteAsync(PreviewRuleSetResponse message, CancellationToken cancellationToken) => Written.Task;
    }
}
