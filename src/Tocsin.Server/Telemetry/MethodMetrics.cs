using Prometheus;

namespace Tocsin.Server.Telemetry;

/// <summary>What is counted and timed of one method. Thread-safe.</summary>
/// <param name="started">Calls that began.</param>
/// <param name="handling">How long they took.</param>
/// <param name="handled">Gives the counter of those that ended with a code.</param>
internal sealed class MethodMetrics(
    Counter.Child started, Histogram.Child handling, Func<string, Counter.Child> handled)
{
    private static readonly string[] _codes =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    private const int Cancelled = 1;

    // Made when first needed, so that no code is shown that never came.
    private readonly Counter.Child?[] _handled = new Counter.Child?[_codes.Length];

    /// <summary>A call began.</summary>
    public void Started() => started.Inc();

    /// <summary>A call ended.</summary>
    /// <param name="code">The status code; one that gRPC does not have counts as cancelled.</param>
    /// <param name="duration">How long it took.</param>
    public void Handled(int code, TimeSpan duration)
    {
        var known = code >= 0 && code < _codes.Length ? code : Cancelled;
        (_handled[known] ??= handled(_codes[known])).Inc();
        handling.Observe(duration.TotalSeconds);
    }
}
