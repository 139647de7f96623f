using System.CommandLine;
using Tocsin.Cli.Values;
using Tocsin.Cli.Watching;
using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin watch</c>: shows changes of warnings as they happen, across lost connections.</summary>
internal sealed class WatchCommand
{
    private readonly WarningFilterOptions _filter = new();
    private readonly Option<string> _from = new("--from")
    {
        Description = "Where to start: now, snapshot, or a cursor that an earlier run printed.",
        HelpName = "now|snapshot|CURSOR",
        DefaultValueFactory = _ => "now",
    };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "One JSON message a line, as when the output is redirected.",
    };
    private readonly Option<long?> _count = new("--count") { Description = "End after so many changes." };
    private readonly Option<TimeSpan?> _duration = new("--for")
    {
        Description = "End after this time: 30s, 5m.",
        HelpName = "DURATION",
        CustomParser = result => DurationText.ReadOption(result),
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var watch = new WatchCommand();
        watch._count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 1) result.AddError("--count is at least 1.");
        });
        var command = new Command("watch", "Watch warnings change; reconnects and resumes by itself.")
        {
            watch._from, watch._json, watch._count, watch._duration,
        };
        watch._filter.AddTo(command);
        return shell.OnRun(command, watch.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        // A subscription would wait for an absent server for ever; a person who mistyped its address must hear of it.
        await run.Warnings.ListWarningsAsync(new ListWarningsRequest { PageSize = 1 }, run.Call);
        IWarningScreen screen = run.IsJson || run.Get(_json) || run.Terminal.IsOutputRedirected
            ? new JsonLinesScreen(run.Terminal.Out, run.Terminal.Error)
            : new LiveTableScreen(run.Terminal.Console, run.Terminal.Clock);
        var options = new WarningSubscriptionOptions
        {
            Filter = _filter.Read(run),
            Start = StartOf(run.Get(_from)),
            OnNotice = screen.Notice,
        };
        var subscription = new WarningSubscription(run.Warnings, run.Terminal.Clock, options);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
        using var timer = run.Get(_duration) is { } duration
            ? run.Terminal.Clock.CreateTimer(_ => ending.Cancel(), null, duration, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            await screen.ShowAsync(ChangeCount.Limit(subscription, run.Get(_count), ending.Token), ending.Token);
        }
        catch (OperationCanceledException) when (!run.Stopping.IsCancellationRequested)
        {
            // The time that --for gave is over, which is how it was meant to end.
        }

        return ExitCode.Done;
    }

    private static SubscriptionStart StartOf(string from) => from switch
    {
        "now" => SubscriptionStart.Now,
        "snapshot" => SubscriptionStart.Snapshot,
        "" => throw CommandFailedException.Usage("--from: a cursor is not empty."),
        _ => SubscriptionStart.After(from),
    };
}
