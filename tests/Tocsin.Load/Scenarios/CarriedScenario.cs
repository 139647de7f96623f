using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Questions;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Scenarios;

/// <summary>Everything that a decision needs is in its request.</summary>
internal sealed class CarriedScenario() : Scenario(
    "carried", "Decide on features that the request carries, beside an echo of the same messages.")
{
    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        await using var servers = await ServerGroup.StartAsync(StoreKind.Sqlite);
        var plain = await servers.StartTocsinAsync("Tocsin", "Journal:Mode=off");
        var written = await servers.StartTocsinAsync("Tocsin, journal written", "Journal:Mode=written");
        using var channel = plain.Connect();
        var request = SampleRequests.SoundLoan();
        var answer = await new DecisionService.DecisionServiceClient(channel).DecideAsync(request);
        if (answer.Outcome != Outcome.Approve) throw new InvalidOperationException("The loan was not approved.");
        await File.WriteAllBytesAsync(servers.FileAt("answer"), answer.ToByteArray());
        var echo = await servers.StartBaselineAsync("echo", EchoServer.Command, servers.FileAt("answer"));
        tell($"{Name}: request of {request.CalculateSize()} bytes, answer of {answer.CalculateSize()}");
        var questions = new DecideQuestions(request, [request.BorrowerId], [DecideQuestions.Settle(answer)]);
        var figures = await new Comparison(plan, tell).RunAsync(
        [
            new(echo, questions.OnEcho), new(plain, questions.On), new(written, questions.On),
        ]);
        return Report with { Contenders = figures, Targets = DecideTargets.Of(figures[0], figures[1]) };
    }
}
