using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Tocsin.Server.Telemetry;

/// <summary>Counts and times gRPC calls, streams included, by the names most dashboards know.</summary>
internal sealed class CallMetrics(RequestDelegate next, ServerMetrics metrics)
{
    private readonly ConcurrentDictionary<IMethod, MethodMetrics> _methods = new(ReferenceEqualityComparer.Instance);

    public async Task InvokeAsync(HttpContext context)
    {
        // The names come from the contract, never from the path: a call of a method nobody has is routed too, to the
        // framework's refusal, and would let callers name metrics.
        var called = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        if (called is null)
        {
            await next(context);
            return;
        }

        var method = _methods.GetOrAdd(called, one => metrics.Method(one.ServiceName, one.Name));
        method.Started();
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            method.Handled(CodeOf(context), Stopwatch.GetElapsedTime(start));
        }
    }

    // Without a code the call was cut off.
    private static int CodeOf(HttpContext context)
    {
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var text = trailers is not null && trailers.TryGetValue("grpc-status", out var trailer)
            ? trailer.ToString() : context.Response.Headers["grpc-status"].ToString();
        return int.TryParse(text, out var code) ? code : (int)StatusCode.Cancelled;
    }
}
