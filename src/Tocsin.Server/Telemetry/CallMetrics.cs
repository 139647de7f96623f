using System.Diagnostics;

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
        // Only calls that were routed to a method are counted: the names then come from the contract, not from callers.
        var path = context.GetEndpoint() is null ? null : context.Request.Path.Value;
        var slash = path?.LastIndexOf('/') ?? -1;
        if (slash < 1 || context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            await next(context);
            return;
        }

        var (service, method) = (path![1..slash], path[(slash + 1)..]);
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
        var trailers = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseTrailersFeature>()?.Trailers;
        var text = trailers is not null && trailers.TryGetValue("grpc-status", out var trailer)
            ? trailer.ToString() : context.Response.Headers["grpc-status"].ToString();
        return int.TryParse(text, out var code) && code >= 0 && code < _codes.Length ? _codes[code] : "CANCELLED";
    }
}
