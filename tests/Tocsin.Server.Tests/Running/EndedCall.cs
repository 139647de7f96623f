using Google.Rpc;
using Grpc.Core;

namespace Tocsin.Server.Tests.Running;

/// <summary>Reads what a failed call was told.</summary>
internal static class EndedCall
{
    /// <summary>Code and stable reason, as one text.</summary>
    public static string Of(RpcException exception) =>
        $"{exception.StatusCode} {exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason}";

    /// <summary>A trailer; empty when it is not there.</summary>
    public static string Trailer(RpcException exception, string name) => exception.Trailers.GetValue(name) ?? "";
}
