using Grpc.Core;
using Tocsin.Cli.Journaling;
using Tocsin.V1;

namespace Tocsin.Cli.Previewing;

/// <summary>One preview: sends what is asked and reads the answer while it is sent.</summary>
internal sealed class PreviewCall(CommandRun run, Action<PreviewProgress> onProgress)
{
    /// <summary>Asks, and returns when the server has answered in full.</summary>
    /// <exception cref="RpcException">The server refused it, or the stream broke.</exception>
    /// <exception cref="CommandFailedException">The answer has no end, or is not understood.</exception>
    public async Task<PreviewAnswer> AskAsync(PreviewOptions options, IEnumerable<RuleFileChunk> pieces)
    {
        var call = run.RuleSets.PreviewRuleSet(run.LongCall);
        var sending = SendAsync(call.RequestStream, options, pieces);
        try
        {
            return await ReadAsync(call.ResponseStream);
        }
        finally
        {
            // It may still be sending to a server that has answered already.
            call.Dispose();
            await sending;
        }
    }

    private async Task SendAsync(
        IClientStreamWriter<PreviewRuleSetRequest> stream, PreviewOptions options, IEnumerable<RuleFileChunk> pieces)
    {
        try
        {
            await stream.WriteAsync(new PreviewRuleSetRequest { Options = options }, run.Stopping);
            foreach (var piece in pieces)
                await stream.WriteAsync(new PreviewRuleSetRequest { File = piece }, run.Stopping);
            await stream.CompleteAsync();
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or RpcException or InvalidOperationException)
        {
            // The stream ended while files were being sent; why, the answer tells.
        }
    }

    private async Task<PreviewAnswer> ReadAsync(IAsyncStreamReader<PreviewRuleSetResponse> stream)
    {
        var answer = new PreviewAnswer();
        await foreach (var message in stream.ReadAllAsync(run.Stopping))
        {
            switch (message.ResultCase)
            {
                case PreviewRuleSetResponse.ResultOneofCase.Progress:
                    onProgress(message.Progress);
                    break;
                case PreviewRuleSetResponse.ResultOneofCase.Borrower:
                    answer.Borrowers.Add(message.Borrower);
                    break;
                case PreviewRuleSetResponse.ResultOneofCase.Rejection:
                    answer.Rejection = message.Rejection;
                    break;
                case PreviewRuleSetResponse.ResultOneofCase.Report:
                    answer.Report = message.Report;
                    break;
                default:
                    throw DecisionStream.NotUnderstood();
            }
        }

        return answer is { Report: null, Rejection: null }
            ? throw new CommandFailedException(ExitCode.Failed, "The server ended the preview without its report.")
            : answer;
    }
}
