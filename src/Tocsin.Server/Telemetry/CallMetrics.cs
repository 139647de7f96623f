using System.Diagnostics;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Tocsin.Server.Telemetry;

/// <summary>Counts and times gRPC calls, streams included, by the names most dashboards know.</summary>
internal sealed class CallMetrics(RequestDelegate next, ServerMetrics metrics)
{
    private static readonly string[] _codes =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

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

        var (service, method) = (called.ServiceName, called.Name);
        metrics.CallStarted(service, method);
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            metrics.CallHandled(service, method, CodeOf(context), Stopwatch.GetElapsedTime(start));
        }
    }

    private static string CodeOf(HttpContext context)
    {
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var text = trailers is not null && trailers.TryGetValue("grpc-status", out var trailer)
            ? trailer.ToString() : context.Response.Headers["grpc-status"].ToString();
        return int.TryParse(text, out var code) && code >= 0 && code < _codes.Length ? _codes[code] : "CANCELLED";
    }
}
