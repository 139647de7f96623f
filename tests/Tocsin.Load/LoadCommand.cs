using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Tocsin.Load.Loads;
using Tocsin.Load.Reports;
using Tocsin.Load.Scenarios;
using Tocsin.Proofs;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load;

/// <summary>The command line: what is measured, how long, and where the results go.</summary>
internal static class LoadCommand
{
    private static readonly Option<string[]> _only = new("--only")
    {
        Description = "The scenarios to measure, of those listed above; all of them unless some are named.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "A folder for results.json and index.html; nothing is written unless it is given.",
    };

    private static readonly Option<double> _seconds = Seconds();
    private static readonly Option<int> _rounds = Count(
        "--rounds", "How often a server's ceiling is looked for, in turn with the others; loads at fixed rates are "
        + "divided into as many parts.", 5, 100);
    private static readonly Option<int> _callers = Count("--callers", "Callers at a time, looking for it.", 64, 4_096);
    private static readonly Option<int> _connections = Count("--connections", "Connections that they share.", 4, 64);
    private static readonly Option<int> _borrowers = Count(
        "--borrowers", "How many borrowers are stored where each call is about another.", 20_000, 1_000_000);
    private static readonly Option<int> _seed = Count(
        "--seed", "What decides about everything drawn.", 1, int.MaxValue);

    /// <summary>Reads it and does what it says.</summary>
    /// <returns>0; 1 when an answer was wrong or something happened that must not; targets decide nothing.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        _only.AcceptOnlyFromAmong([.. Scenario.All.Select(scenario => scenario.Name)]);
        var command = new RootCommand(
            "Loads Tocsin on this machine, on loopback alone, each server in a process of its own, and prints what it "
            + "costs as ratios to a server that only echoes the same messages. Scenarios:\n\n"
            + string.Join('\n', Scenario.All.Select(scenario => $"  {scenario.Name,-14}  {scenario.About}")))
        {
            _only, _out, _seconds, _rounds, _callers, _connections, _borrowers, _seed,
        };
        command.SetAction(parsed => MeasureAsync(args, parsed));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task<int> MeasureAsync(string[] args, ParseResult parsed)
    {
        var plan = new LoadPlan(
            TimeSpan.FromSeconds(parsed.GetRequiredValue(_seconds)), parsed.GetRequiredValue(_rounds),
            parsed.GetRequiredValue(_callers), parsed.GetRequiredValue(_connections),
            parsed.GetRequiredValue(_borrowers), parsed.GetRequiredValue(_seed));
        var only = parsed.GetValue(_only) ?? [];
        var (at, began) = (RealClock.Instance.GetUtcNow(), Stopwatch.GetTimestamp());
        // Where the results go says nothing of them.
        string[] told = [.. args.Select((arg, place) => place > 0 && args[place - 1] == "--out" ? "FOLDER" : arg)];
        var where = Machine.Lines(told, plan.Seed, "tests/Tocsin.Load");
        foreach (var line in where) Console.WriteLine(line);
        var reports = new List<ScenarioReport>();
        foreach (var scenario in Scenario.All.Where(one => only.Length == 0 || only.Contains(one.Name)))
        {
            var report = await MeasureAsync(scenario, plan);
            ReportText.Write(Console.Out, report);
            reports.Add(report);
        }

        RatioText.Write(Console.Out, RatioRow.Of(reports));
        var results = new Results(Results.ReadWhere(where), plan, at, Stopwatch.GetElapsedTime(began), reports);
        if (parsed.GetValue(_out) is { Length: > 0 } folder) await results.WriteAsync(folder);
        return reports.TrueForAll(report => report.IsSound) ? 0 : 1;
    }

    // What the others came to is worth having when one fails.
    private static async Task<ScenarioReport> MeasureAsync(Scenario scenario, LoadPlan plan)
    {
        var running = scenario.RunAsync(plan, Console.Error.WriteLine);
        try
        {
            return await running.WaitAsync(plan.Limit);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            // What it has started ends with this process alone.
            return Failed(scenario,
                $"given up after {plan.Limit.TotalMinutes:f0} minutes; it may disturb those that follow");
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
            return Failed(scenario, failure.Message);
        }
    }

    private static ScenarioReport Failed(Scenario scenario, string fault) =>
        new(scenario.Name, scenario.About) { Faults = [fault] };

    // Shorter than the least, a load is over before it begins; longer than the most, its timeline fills the memory.
    private static Option<double> Seconds()
    {
        const double least = 0.1;
        const double most = 120;
        var option = new Option<double>("--seconds")
        {
            Description = "How long each load runs, those at fixed rates in all.",
            DefaultValueFactory = _ => 10,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(double.TryParse(
                token.Value, CultureInfo.InvariantCulture, out var value) && value is >= least and <= most))
                result.AddError($"--seconds is {least} to {most}.");
        });
        return option;
    }

    private static Option<int> Count(string name, string description, int otherwise, int most)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => otherwise,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(
                token.Value, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most))
                result.AddError($"{name} is 1 to {most}.");
        });
        return option;
    }
}
