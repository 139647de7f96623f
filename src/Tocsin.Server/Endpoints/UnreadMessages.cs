using System.Globalization;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// Gives a stable reason to the calls that end before a handler has a message: too large a message, or bytes that are
/// none. The framework ends those by itself, where no interceptor sees them.
/// </summary>
/// <remarks>
/// Ours always come with details, so a status without them is the framework's. Its headers or trailers are not yet sent
/// when the call comes back through here.
/// </remarks>
internal sealed class UnreadMessages(RequestDelegate next)
{
    /// <summary>The largest message a caller may send, in bytes.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    private const string StatusName = "grpc-status";
    private const string MessageName = "grpc-message";
    private const string DetailsName = "grpc-status-details-bin";

    private static readonly Failure _tooLarge = new(
        FailureReason.MessageTooLarge, $"A message has at most {MaximumBytes} bytes; send less at a time.")
    {
        Metadata = new Dictionary<string, string>
        {
            ["maximum_bytes"] = MaximumBytes.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static readonly Failure _malformed = new(
        FailureReason.MessageMalformed, "The bytes sent are no message of this method; see its proto file.");

    /// <summary>What a status stands for that came without details; null for one that is no message's fault.</summary>
    public static Failure? Of(StatusCode code) => code switch
    {
        StatusCode.ResourceExhausted => _tooLarge,
        StatusCode.Unknown or StatusCode.Internal => _malformed,
        _ => null,
    };

    /// <summary>Calls on, then completes the status.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is null) return;
        var trailers = context.Response.HasStarted
            ? context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers
            : context.Response.Headers;
        if (trailers is null or { IsReadOnly: true } || trailers.ContainsKey(DetailsName)
            || !int.TryParse(trailers[StatusName], CultureInfo.InvariantCulture, out var code)
            || Of((StatusCode)code) is not { } failure) return;

        var status = failure.ToStatus();
        trailers[StatusName] = status.Code.ToString(CultureInfo.InvariantCulture);
        trailers[MessageName] = status.Message;
        trailers[DetailsName] = Convert.ToBase64String(status.ToByteArray());
    }
}
