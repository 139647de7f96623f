using Spectre.Console;
using Tocsin.Replay.Monthly;

namespace Tocsin.Replay;

/// <summary>Shows how far a replay is: a bar on a terminal, a line for each half year elsewhere.</summary>
/// <param name="error">Takes it, so that the answer can be piped.</param>
/// <param name="isTerminal">True when a person looks on.</param>
internal sealed class ReplayProgress(TextWriter error, bool isTerminal)
{
    private const int MonthsPerLine = 6;

    /// <summary>Shows it while something runs.</summary>
    public Task<ReplayResult> ShowAsync(Func<Action<int, int, Month>, Task<ReplayResult>> run) =>
        isTerminal ? ShowBarAsync(run) : run(WriteLine);

    private static string Text(Month month) => $"feeding {month}";

    private Task<ReplayResult> ShowBarAsync(Func<Action<int, int, Month>, Task<ReplayResult>> run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        var progress = console.Progress();
        progress.AutoClear = true;
        return progress.StartAsync(context =>
        {
            var task = context.AddTask("starting");
            return run((done, all, month) =>
            {
                task.MaxValue = all;
                task.Value = done;
                task.Description = Text(month);
            });
        });
    }

    private void WriteLine(int done, int all, Month month)
    {
        if (done % MonthsPerLine == 0) error.WriteLine($"{Text(month)}, {done} of {all} months done");
    }
}
