using System.CommandLine;
using System.Text;
using Tocsin.Cli.Reports;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Proposals;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules test</c>: runs a folder's examples and shows what they cover; no server.</summary>
internal sealed class RulesTestCommand
{
    private readonly Argument<string> _path = new("PATH") { Description = "The folder that holds ruleset.json." };
    private readonly Option<bool> _coverage = new("--coverage")
    {
        Description = "Show every rule with how many examples hit it, missed it and left it unknown.",
    };
    private readonly Option<double?> _minimum = new("--min-coverage")
    {
        Description = "Fail when fewer of all hits and misses are shown by an example; 0 to 100.",
        HelpName = "PERCENT",
    };
    private readonly Option<FileInfo?> _junit = new("--junit")
    {
        Description = "Write the results as JUnit XML, too.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _generate = new("--generate")
    {
        Description = "Propose examples at the bounds of what none covers, in a new file; - writes them to the output "
            + "alone. What they expect is what comes out now, to be checked by hand.",
        HelpName = "FILE",
    };

    private RulesTestCommand() => _minimum.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double?>() is not (null or (>= 0 and <= 100)))
            result.AddError("--min-coverage is from 0 to 100.");
    });

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var test = new RulesTestCommand();
        var description = "Run the examples of a folder of rules, and show what they cover. Needs no server. "
            + "Ends with 3 when an example failed or coverage is below --min-coverage.";
        var command = new Command("test", description)
        {
            test._path, test._coverage, test._minimum, test._junit, test._generate,
        };
        return shell.OnRun(command, test.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var generated = run.Get(_generate);
        if (generated is not null && File.Exists(generated))
            throw CommandFailedException.Usage($"{generated} exists; proposals go into a new file.");
        var reading = RuleSetReader.Read(RuleFolder.Read(run.Get(_path)));
        var coverage = reading.Tested is { } set ? ExampleCoverage.Of(set, reading.Results) : null;
        if (run.Get(_junit) is { } file)
        {
            await using var stream = file.Create();
            JUnitFile.Write(stream, reading);
        }

        if (generated == "-") await ProposeAsync(run, reading, coverage, generated);
        else if (run.IsJson) await run.Terminal.Out.WriteLineAsync(ExampleReport.Json(reading, coverage));
        else Write(new TerminalPage(run.Terminal.Console), reading, coverage, run.Get(_coverage));
        if (generated is not (null or "-")) await ProposeAsync(run, reading, coverage, generated);
        if (reading.RuleSet is null || coverage is null) return ExitCode.RulesHaveProblems;
        var minimum = run.Get(_minimum) ?? 0;
        if (coverage.Fraction * 100 >= minimum) return ExitCode.Done;
        await run.Terminal.Error.WriteLineAsync(
            $"tocsin: The examples show {CoverageReport.Percent(coverage.Fraction)} of hits and misses; "
            + $"--min-coverage asks for {CoverageReport.Percent(minimum / 100)}. [COVERAGE_TOO_LOW]");
        return ExitCode.RulesHaveProblems;
    }

    // Notices go beside the answer, so that proposals and JSON can be piped.
    private static async Task ProposeAsync(
        CommandRun run, RuleSetReading reading, ExampleCoverage? coverage, string file)
    {
        var proposed = coverage is null ? null : ProposedExamples.Of(reading.Tested!, coverage);
        foreach (var left in proposed?.Left ?? []) await run.Terminal.Error.WriteLineAsync($"Not proposed: {left}");
        if (proposed is null or { Count: 0 })
        {
            await run.Terminal.Error.WriteLineAsync("There is nothing to propose.");
            return;
        }

        if (file == "-")
        {
            await run.Terminal.Out.WriteAsync(proposed.Content);
            return;
        }

        await using var stream = new FileStream(file, FileMode.CreateNew);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(proposed.Content), run.Stopping);
        await run.Terminal.Error.WriteLineAsync(
            $"{file} holds {proposed.Count} proposed examples on the base of {proposed.BaseFile}: "
            + "check each by hand before it goes beside the rules.");
    }

    private static void Write(TerminalPage page, RuleSetReading reading, ExampleCoverage? coverage, bool isWhole)
    {
        ExampleReport.Write(page, reading);
        if (coverage is not null) CoverageReport.Write(page, coverage, isWhole);
    }
}
