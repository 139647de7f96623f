using Tocsin.Cli.Reports;
using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Cli.Watching;

/// <summary>Writes every message as one line of JSON at once; notices go to the error stream.</summary>
internal sealed class JsonLinesScreen(TextWriter output, TextWriter error) : IWarningScreen
{
    /// <inheritdoc/>
    public async Task ShowAsync(IAsyncEnumerable<WatchWarningsResponse> messages, CancellationToken cancellationToken)
    {
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            await output.WriteLineAsync(JsonText.Of(message).AsMemory(), cancellationToken);
            // A reader behind a pipe waits for this line now, not for the buffer to fill.
            await output.FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Notice(SubscriptionNotice notice) => error.WriteLine($"tocsin: {NoticeText.Of(notice)}");
}
