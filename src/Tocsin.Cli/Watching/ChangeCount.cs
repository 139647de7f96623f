using System.Runtime.CompilerServices;
using Tocsin.V1;

namespace Tocsin.Cli.Watching;

/// <summary>Ends a subscription after a number of changes; a snapshot and checkpoints do not count.</summary>
internal static class ChangeCount
{
    /// <summary>The messages up to and with the last change asked for; all of them when no number is given.</summary>
    public static async IAsyncEnumerable<WatchWarningsResponse> Limit(
        IAsyncEnumerable<WatchWarningsResponse> messages,
        long? changes,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = changes ?? long.MaxValue;
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            yield return message;
            if (message.Change is not null && --left == 0) yield break;
        }
    }
}
