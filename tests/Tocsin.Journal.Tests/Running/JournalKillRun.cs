using System.Diagnostics;
using System.Globalization;

namespace Tocsin.Journal.Tests.Running;

/// <summary>
/// Kills a process that journals, again and again, each time after a number of answers that is drawn, and starts it
/// anew on the same folder.
/// </summary>
internal sealed class JournalKillRun(string folder, JournalKillPlan plan)
{
    private readonly List<DecisionId> _answered = [];

    /// <summary>Every decision that was answered.</summary>
    public IReadOnlyList<DecisionId> Answered => _answered;

    /// <summary>Runs until all decisions are answered, the last process to its end.</summary>
    /// <param name="killed">Told after each kill how many are answered by then.</param>
    public async Task RunAsync(Action<int>? killed = null)
    {
        var random = new Random(plan.Seed);
        var kills = Enumerable.Range(0, plan.Kills).Select(_ => random.Next(1, plan.Decisions)).Order().ToList();
        foreach (var after in kills)
        {
            using var process = Start(plan.Decisions, random.Next());
            // Each process answers at least a few before it is killed, also where the one before went further.
            await ReadAsync(process, Math.Max(after, _answered.Count + random.Next(1, 100)));
            process.Kill();
            // What was answered before the kill stands in the pipe still.
            await ReadAsync(process, int.MaxValue);
            await process.WaitForExitAsync();
            killed?.Invoke(_answered.Count);
        }

        using var last = Start(Math.Max(1, plan.Decisions - _answered.Count), random.Next());
        await ReadAsync(last, int.MaxValue);
        await last.WaitForExitAsync();
        if (last.ExitCode != 0) throw new InvalidOperationException($"The last process ended with {last.ExitCode}.");
    }

    private async Task ReadAsync(Process process, int until)
    {
        // A line that the kill tore is no id and no answer.
        while (_answered.Count < until && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (DecisionId.TryParse(line, out var id)) _answered.Add(id);
        }
    }

    private Process Start(int decisions, int seed)
    {
        string[] arguments =
        [
            typeof(JournalKillRun).Assembly.Location, JournalChild.Command, folder, Text(decisions),
            nameof(JournalMode.Written), Text(seed),
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
