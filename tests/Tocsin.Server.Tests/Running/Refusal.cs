using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Tocsin.Server.Tests.Running;

/// <summary>How a call was refused: its code, the reason programs read, the field at fault.</summary>
/// <param name="Code">The gRPC code.</param>
/// <param name="Reason">The reason in <c>ErrorInfo</c>; empty when the framework refused.</param>
/// <param name="Field">The field in <c>BadRequest</c>; empty when no field is at fault.</param>
public sealed record Refusal(StatusCode Code, string Reason, string Field)
{
    /// <summary>How a call that must fail was refused.</summary>
    public static async Task<Refusal> OfAsync(Task call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        if (exception.GetRpcStatus() is not { } status) return new Refusal(exception.StatusCode, "", "");
        Assert.Equal((int)exception.StatusCode, status.Code);
        return Of(status);
    }

    /// <inheritdoc cref="OfAsync(Task)"/>
    public static Task<Refusal> OfAsync<T>(AsyncUnaryCall<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return OfAsync(call.ResponseAsync);
    }

    /// <summary>What a call that must fail said to people.</summary>
    public static async Task<string> TextOfAsync<T>(AsyncUnaryCall<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var exception = await Assert.ThrowsAsync<RpcException>(
            () => call.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(30)));
        return exception.Status.Detail;
    }

    /// <summary>How an item of a stream was refused.</summary>
    public static Refusal Of(Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal("tocsin", info.Domain);
        Assert.NotEmpty(status.Message);
        var violation = status.GetDetail<BadRequest>()?.FieldViolations.Single();
        if (violation is not null) Assert.Equal(info.Reason, violation.Reason);
        return new Refusal((StatusCode)status.Code, info.Reason, violation?.Field ?? "");
    }
}
