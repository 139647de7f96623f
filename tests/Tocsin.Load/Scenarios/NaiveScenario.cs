using Tocsin.Load.Loads;
using Tocsin.Load.Naive;
using Tocsin.Load.Questions;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Scenarios;

/// <summary>The same rules on the same borrowers, in a service that is written without Tocsin and in Tocsin.</summary>
internal sealed class NaiveScenario() : Scenario(
    "naive", $"Decide by {NaiveRules.Count} knock-out rules on features in redis-server, beside a service that reads "
    + "the borrower's hash there and runs RulesEngine's ExecuteAllRulesAsync for each call.")
{
    // As of the other warm scenario: so few that whatever remembers borrowers can remember all of them.
    private const int Borrowers = 1_000;

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        await using var servers = await ServerGroup.StartAsync(StoreKind.Redis);
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        NaiveRules.AddTo(rules);
        var tocsin = await servers.StartTocsinAsync("Tocsin", rules.Setting, "Journal:Mode=off");
        var naive = await servers.StartBaselineAsync(
            "naive", NaiveServer.Command, servers.Redis, tocsin.Place);
        var borrowers = new StoredBorrowers(Borrowers, kind => NaiveRules.Views(kind, plan.Seed));
        using var channel = tocsin.Connect();
        await borrowers.PutAsync(channel);
        var questions = await borrowers.AskAsync(channel, NaiveRules.Application);
        var figures = await new Comparison(plan, tell).RunAsync(
        [
            new(naive, questions.OnRules), new(tocsin, questions.On),
        ]);
        return Report with
        {
            Contenders = figures,
            Targets = [DecideTargets.Throughput(figures[0], figures[1], 3)],
        };
    }
}
