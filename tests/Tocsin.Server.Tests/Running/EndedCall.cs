using Google.Rpc;
using Grpc.Core;

namespace Tocsin.Server.Tests.Running;

/// <summary>Reads what a failed call was told.</summary>
internal static class EndedCall
{
    /// <summary>Code and stable reason, as one text.</summary>
    public static string Of(RpcException exception) => $"{exception.StatusCode} {ReasonOf(exception)}";

    /// <summary>A trailer; empty when it is not there.</summary>
    public static string Trailer(RpcException exception, string name) => exception.Trailers.GetValue(name) ?? "";

    /// <summary>
    /// True when a server said something else than that it, or its store, is going or gone. A status with details comes
    /// from a server, one without from the client's own transport.
    /// </summary>
    public static bool IsRefused(RpcException exception) => ReasonOf(exception) is { } reason
        && (exception.StatusCode != StatusCode.Unavailable || reason == "LOG_BROKEN");

    private static string? ReasonOf(RpcException exception) => exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;
}
