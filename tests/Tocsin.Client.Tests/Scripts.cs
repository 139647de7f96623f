using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Client.Tests;

/// <summary>Messages, errors and whole scripts for <see cref="ScriptedWarningServer"/>.</summary>
internal static class Scripts
{
    /// <summary>Says nothing until the client goes or the server stops.</summary>
    public static async Task Hold(IServerStreamWriter<WatchWarningsResponse> stream, ServerCallContext context)
    {
        var gone = new TaskCompletionSource();
        using var registration = context.CancellationToken.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    /// <summary>Sends messages and holds.</summary>
    public static WatchScript Send(params WatchWarningsResponse[] messages) => async (stream, context) =>
    {
        await WriteAsync(stream, messages);
        await Hold(stream, context);
    };

    /// <summary>Sends messages and fails.</summary>
    public static WatchScript Fail(RpcException error, params WatchWarningsResponse[] messages) => async (stream, _) =>
    {
        await WriteAsync(stream, messages);
        throw error;
    };

    /// <summary>Sends messages and ends the stream well.</summary>
    public static WatchScript End(params WatchWarningsResponse[] messages) =>
        (stream, _) => WriteAsync(stream, messages);

    /// <summary>An error as a Tocsin server gives it.</summary>
    public static RpcException Error(StatusCode code, string reason)
    {
        var info = new ErrorInfo { Reason = reason, Domain = "tocsin", Metadata = { ["thing"] = "x" } };
        var status = new Google.Rpc.Status { Code = (int)code, Message = $"{reason} happened." };
        status.Details.Add(Any.Pack(info));
        return status.ToRpcException();
    }

    /// <summary>The error of a subscriber that is too slow.</summary>
    public static RpcException TooSlow(string cursor) => new(
        new Grpc.Core.Status(StatusCode.ResourceExhausted, "Too slow."), new Metadata { { "tocsin-cursor", cursor } });

    public static WatchWarningsResponse Change(string id, string cursor) =>
        new() { Change = new WarningChange { ChangeId = id, Cursor = cursor } };

    public static WatchWarningsResponse Checkpoint(string cursor) => new() { Checkpoint = new() { Cursor = cursor } };

    public static WatchWarningsResponse Entry(string warningId) =>
        new() { SnapshotEntry = new() { Warning = new() { Id = warningId } } };

    public static WatchWarningsResponse SnapshotEnd(string cursor) => new() { SnapshotEnd = new() { Cursor = cursor } };

    /// <summary>A message in a word, for comparing sequences.</summary>
    public static string Describe(WatchWarningsResponse message) => message.EventCase switch
    {
        WatchWarningsResponse.EventOneofCase.Change => message.Change.ChangeId,
        WatchWarningsResponse.EventOneofCase.Checkpoint => $"checkpoint {message.Checkpoint.Cursor}",
        WatchWarningsResponse.EventOneofCase.SnapshotEntry => $"entry {message.SnapshotEntry.Warning.Id}",
        WatchWarningsResponse.EventOneofCase.SnapshotEnd => $"end {message.SnapshotEnd.Cursor}",
        _ => "nothing",
    };

    private static async Task WriteAsync(
        IServerStreamWriter<WatchWarningsResponse> stream, IEnumerable<WatchWarningsResponse> messages)
    {
        foreach (var message in messages) await stream.WriteAsync(message);
    }
}
