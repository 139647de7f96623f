using Google.Protobuf;
using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>What one preview answered. Immutable.</summary>
/// <param name="Progress">How far it was, in order.</param>
/// <param name="Borrowers">The borrowers that would differ, in order.</param>
/// <param name="Report">What it came to; null where the candidate was rejected.</param>
/// <param name="Rejection">Why the candidate cannot be activated; null where it can.</param>
internal sealed record PreviewCall(
    IReadOnlyList<PreviewProgress> Progress, IReadOnlyList<PreviewedBorrower> Borrowers, PreviewReport? Report,
    PreviewRejection? Rejection)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10);

    /// <summary>Previews a rule set that is kept, or the files of a folder.</summary>
    /// <param name="server">The server.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="folder">The folder; empty where the options name a digest.</param>
    public static async Task<PreviewCall> RunAsync(ServerProcess server, PreviewOptions options, string folder = "")
    {
        using var call = Begin(server);
        await SendAsync(call, options, folder);
        return await ReadAsync(call);
    }

    /// <summary>Begins a call.</summary>
    public static AsyncDuplexStreamingCall<PreviewRuleSetRequest, PreviewRuleSetResponse> Begin(
        ServerProcess server) => new RuleSetService.RuleSetServiceClient(server.Channel).PreviewRuleSet();

    /// <summary>Sends the options and the files, and that they are all.</summary>
    public static async Task SendAsync(
        AsyncDuplexStreamingCall<PreviewRuleSetRequest, PreviewRuleSetResponse> call, PreviewOptions options,
        string folder)
    {
        try
        {
            await call.RequestStream.WriteAsync(new PreviewRuleSetRequest { Options = options });
            foreach (var file in folder.Length == 0 ? [] : RuleFolder.Read(folder).Files)
            {
                var chunk = new RuleFileChunk { Path = file.Path, Content = ByteString.CopyFrom(file.Content.Span) };
                await call.RequestStream.WriteAsync(new PreviewRuleSetRequest { File = chunk });
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception refused) when (refused is InvalidOperationException or RpcException)
        {
            // The call ended before everything was sent; its status says why.
        }
    }

    /// <summary>Reads to the end.</summary>
    public static async Task<PreviewCall> ReadAsync(
        AsyncDuplexStreamingCall<PreviewRuleSetRequest, PreviewRuleSetResponse> call)
    {
        var (progress, borrowers) = (new List<PreviewProgress>(), new List<PreviewedBorrower>());
        PreviewReport? report = null;
        PreviewRejection? rejection = null;
        while (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(_limit))
        {
            var message = call.ResponseStream.Current;
            if (message.Progress is { } step) progress.Add(step);
            if (message.Borrower is { } borrower) borrowers.Add(borrower);
            report ??= message.Report;
            rejection ??= message.Rejection;
        }

        return new PreviewCall(progress, borrowers, report, rejection);
    }
}
