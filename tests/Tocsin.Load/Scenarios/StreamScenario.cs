using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Questions;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Scenarios;

/// <summary>Many decisions over one call, beside one call for each.</summary>
internal sealed class StreamScenario() : Scenario(
    "stream", "Decide on features that the requests carry, over streams with many requests on their way, beside one "
    + "call for each; and the same of an echo.")
{
    // So many that neither side waits for the network.
    private const int Outstanding = 256;

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        await using var servers = await ServerGroup.StartAsync(StoreKind.Sqlite);
        var tocsin = await servers.StartTocsinAsync("Tocsin", "Journal:Mode=off");
        using var channel = tocsin.Connect();
        var request = SampleRequests.SoundLoan();
        var answer = await new DecisionService.DecisionServiceClient(channel).DecideAsync(request);
        await File.WriteAllBytesAsync(servers.FileAt("answer"), answer.ToByteArray());
        var echo = await servers.StartBaselineAsync("echo", EchoServer.Command, servers.FileAt("answer"));
        var questions = new DecideQuestions(request, [request.BorrowerId], [DecideQuestions.Settle(answer)]);
        (string Name, Func<Task<LoadFigures>> Measure)[] ways =
        [
            ("Tocsin, Decide", () => CallsAsync(plan, new Contender(tocsin, questions.On))),
            ("Tocsin, DecideStream", () => StreamAsync(plan, tocsin, questions, questions.FindDecisionFault)),
            ("echo, Decide", () => CallsAsync(plan, new Contender(echo, questions.OnEcho))),
            ("echo, DecideStream", () => StreamAsync(plan, echo, questions, questions.FindEchoFault)),
        ];
        var closed = ways.Select(_ => new List<LoadFigures>()).ToList();
        foreach (var way in ways) await way.Measure();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var (index, way) in ways.Index())
            {
                tell($"{way.Name}: as many as are answered, round {round} of {plan.Rounds}");
                closed[index].Add(await way.Measure());
            }
        }

        return Filled([.. ways.Select((way, index) => new ContenderFigures(way.Name, closed[index], []))]);
    }

    private ScenarioReport Filled(List<ContenderFigures> all) => Report with
    {
        Contenders = all,
        Figures =
        [
            .. all.Select(one => new NamedFigure(
                $"{one.Name}: in a second of the server's processor", PerProcessorSecond(one), "decisions")),
            new("echo's stream, per core, to its calls", PerProcessorSecond(all[3]) / PerProcessorSecond(all[2])),
        ],
        Targets =
        [
            new("Tocsin's stream, per core, to its calls", PerProcessorSecond(all[1]) / PerProcessorSecond(all[0]), 4,
                TargetBound.AtLeast),
        ],
    };

    private static double PerProcessorSecond(ContenderFigures figures) => 1e6 / figures.Middle.ProcessorPerCall;

    private static async Task<LoadFigures> CallsAsync(LoadPlan plan, Contender contender)
    {
        using var load = new CallLoad(contender, plan.Connections);
        return await load.ClosedAsync(plan.Callers, plan.Window);
    }

    private static Task<LoadFigures> StreamAsync(
        LoadPlan plan, MeasuredServer server, DecideQuestions questions, FindFault findFault) =>
        new StreamLoad(server, plan.Connections, Outstanding, questions, findFault).RunAsync(plan.Window);
}
