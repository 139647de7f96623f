using System.Collections.ObjectModel;
using Google.Rpc;
using Grpc.Core;

namespace Tocsin.Client;

/// <summary>What a server said about a call that failed: a stable reason for programs, a message for people.</summary>
/// <remarks>
/// The reason is <c>google.rpc.ErrorInfo.reason</c>, such as <c>PRODUCT_UNKNOWN</c>; it does not change between
/// versions, while messages may. It is empty when the failure never came from a Tocsin server: a refused connection,
/// a proxy, a deadline. Immutable.
/// </remarks>
public sealed class TocsinError
{
    private TocsinError(StatusCode code, string message, Google.Rpc.Status? details)
    {
        Code = code;
        Message = message;
        var info = details?.GetDetail<ErrorInfo>();
        Reason = info?.Reason ?? "";
        Metadata = info is null ? ReadOnlyDictionary<string, string>.Empty : info.Metadata.AsReadOnly();
        Violations = [.. details?.GetDetail<BadRequest>()?.FieldViolations.Select(ToPair) ?? []];
    }

    /// <summary>The status code of the call, or of the one refused item of a stream.</summary>
    public StatusCode Code { get; }

    /// <summary>The stable reason; empty when the failure carries none.</summary>
    public string Reason { get; }

    /// <summary>What went wrong, for people; never to be parsed.</summary>
    public string Message { get; }

    /// <summary>What the reason is about, by name, such as the product that is unknown; may be empty.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The refused fields of the request, each with what is wrong; a server names at most 20.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Violations { get; }

    /// <summary>Reads the error of a call that failed.</summary>
    public static TocsinError From(RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // Details that another server wrote in its own form are no reason to hide the failure itself.
        var details = exception.Trailers.GetRpcStatus(ignoreParseError: true);
        return new TocsinError(exception.StatusCode, exception.Status.Detail, details);
    }

    /// <summary>Reads the error of one refused item of a stream.</summary>
    public static TocsinError From(Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new TocsinError((StatusCode)status.Code, status.Message, status);
    }

    /// <summary>The failure of a consumer's own handler, which no server knows of.</summary>
    internal static TocsinError OfHandler(Exception failure) => new(StatusCode.Unknown, failure.Message, null);

    private static KeyValuePair<string, string> ToPair(BadRequest.Types.FieldViolation violation) =>
        new(violation.Field, violation.Description);
}
