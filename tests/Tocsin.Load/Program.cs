using System.CommandLine;
using Tocsin.Load.Loads;
using Tocsin.Load.Reports;
using Tocsin.Load.Scenarios;
using Tocsin.Load.Servers;
using Tocsin.Proofs;

if (args is [EchoServer.Command, var answer]) return await EchoServer.RunAsync(answer);

var seconds = new Option<int>("--seconds")
{
    Description = "How long each load runs.",
    DefaultValueFactory = _ => 10,
};
var rounds = new Option<int>("--rounds")
{
    Description = "How often each server's ceiling is looked for.",
    DefaultValueFactory = _ => 3,
};
var command = new RootCommand(
    "Loads Tocsin on this machine, on loopback alone, beside a server that only echoes the same messages, and prints "
    + "what it costs as ratios to that.") { seconds, rounds };
command.SetAction(async parsed =>
{
    foreach (var line in Machine.Lines(args, 1, "tests/Tocsin.Load")) Console.WriteLine(line);
    var plan = new LoadPlan(
        TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)), parsed.GetRequiredValue(rounds), 64, 4);
    var wrong = 0L;
    foreach (var scenario in new[] { DecideScenario.Carried, DecideScenario.Stored })
    {
        var figures = await scenario.RunAsync(plan, Console.Error.WriteLine);
        LoadTable.Write(Console.Out, scenario.Name, figures);
        wrong += figures.Sum(one => one.Wrong);
    }

    return wrong == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
