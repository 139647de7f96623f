using System.Globalization;
using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Proofs;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Scenarios;

/// <summary>Every change to every subscriber, as fast as they take it, beside a server that only writes.</summary>
/// <param name="subscribers">How many subscribers.</param>
internal sealed class WatchAllScenario(int subscribers) : Scenario(
    string.Create(CultureInfo.InvariantCulture, $"watch-all-{subscribers}"),
    string.Create(CultureInfo.InvariantCulture,
        $"Every change to subscribers of everything, {subscribers:#,0} in number, as fast as they take it, beside a "
        + $"server that only writes the same bytes; a call is a message. A single one waits for changes to be made."))
{
    // About what two cores bring to subscribers, so that a round takes about its window.
    private const double MessagesPerSecond = 80_000;

    // Fewer are over before both servers are at work, and more would be more borrowers than a round can change once.
    private const int FewestChanges = 100;
    private const int MostChanges = 5_000;

    private const double Wanted = 0.7;

    // Rounds before any counts, of either server: a change is much more code than a message, and comes seldom.
    private const int WarmUps = 3;

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        using var folder = new TemporaryFolder();
        var (ours, bare) = (folder.At("tocsin.socket"), folder.At("bare.socket"));
        var run = new FanAllRun(subscribers, (int)Math.Clamp(
            plan.Window.TotalSeconds * MessagesPerSecond / subscribers, FewestChanges, MostChanges));
        var (tocsin, limit) = (new List<LoadFigures>(), new List<LoadFigures>());
        await using var server = await MeasuredTocsin.StartAsync(ours, folder.At("data"));
        await run.PrepareAsync(server);
        await OursAsync("to warm up, round", WarmUps);
        await File.WriteAllBytesAsync(folder.At("message"), run.Message.ToByteArray());
        await using var writer = await BareServer.StartAsync(folder.At("message"), StartupHook.Variables(bare));
        await BareAsync("to warm up, round", WarmUps);
        (tocsin, limit) = ([], []);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            var about = string.Create(CultureInfo.InvariantCulture, $"round {round} of {plan.Rounds}, part");
            // There and back, so that neither always finds the machine as the other left it.
            if (round % 2 == 0) await BareAsync(about, 1);
            await OursAsync(about, 1);
            if (round % 2 == 1) await BareAsync(about, 1);
        }

        ContenderFigures[] figures = [new("bare writes", limit, []), new("Tocsin", tocsin, [])];
        return Report with
        {
            Contenders = figures,
            Figures = [new("bytes of a message", run.Message.CalculateSize(), "B")],
            // One subscriber says how fast changes are made.
            Targets = subscribers == 1 ? [] :
                [new("messages a second to bare writes", figures[1].ThroughputTo(figures[0]), Wanted,
                    TargetBound.AtLeast)],
            Faults = run.Faults,
        };

        Task OursAsync(string about, int rounds) => run.RunAsync(
            server, rounds, (round, measured) => MeasureAsync($"Tocsin, {about}", ours, round, tocsin, measured));

        Task BareAsync(string about, int rounds) => run.RunBareAsync(
            writer, rounds, (round, measured) => MeasureAsync($"bare writes, {about}", bare, round, limit, measured));

        async Task MeasureAsync(
            string about, string socket, int round, List<LoadFigures> into, Func<Task<TimeSpan>> measured)
        {
            tell($"{Name}: {run.Messages:#,0} messages of {about} {round + 1}");
            var before = await ServerUsage.ReadAsync(socket);
            var took = await measured();
            var usage = (await ServerUsage.ReadAsync(socket)).Since(before);
            into.Add(new LoadFigures(run.Messages, 0, took, LoadFigures.NewHistogram(), usage));
        }
    }
}
