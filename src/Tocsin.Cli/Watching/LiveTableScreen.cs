using Spectre.Console;
using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Cli.Watching;

/// <summary>Keeps a table of the newest changes on the terminal, redrawn a few times a second at most.</summary>
internal sealed class LiveTableScreen(IAnsiConsole console, TimeProvider clock) : IWarningScreen
{
    private const int MinimumRows = 5;

    // Borders, headers and the caption, and rows that wrap.
    private const int OtherLines = 8;

    // A burst of thousands of changes must cost a few drawings, not thousands.
    private static readonly TimeSpan _redraw = TimeSpan.FromMilliseconds(250);

    private readonly WarningBoard _board = new(Math.Max(MinimumRows, console.Profile.Height - OtherLines));

    /// <inheritdoc/>
    public Task ShowAsync(IAsyncEnumerable<WatchWarningsResponse> messages, CancellationToken cancellationToken) =>
        console.Live(_board.Draw(clock.GetUtcNow())).StartAsync(async live =>
        {
            await using var reading = messages.GetAsyncEnumerator(cancellationToken);
            var next = reading.MoveNextAsync().AsTask();
            var redraw = Task.Delay(_redraw, clock, cancellationToken);
            while (true)
            {
                if (await Task.WhenAny(next, redraw) == next)
                {
                    if (!await next) break;
                    _board.Add(reading.Current);
                    next = reading.MoveNextAsync().AsTask();
                    continue;
                }

                live.UpdateTarget(_board.Draw(clock.GetUtcNow()));
                redraw = Task.Delay(_redraw, clock, cancellationToken);
            }

            live.UpdateTarget(_board.Draw(clock.GetUtcNow()));
        });

    /// <inheritdoc/>
    public void Notice(SubscriptionNotice notice) => _board.Add(notice);
}
