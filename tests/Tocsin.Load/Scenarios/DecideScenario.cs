using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Scenarios;

/// <summary>One decision after the other, held against an echo of the same messages.</summary>
/// <param name="name">Its short name.</param>
/// <param name="about">What it measures.</param>
/// <param name="request">What is asked.</param>
/// <param name="prepare">Stores what the decisions need, before anything is measured.</param>
internal sealed class DecideScenario(
    string name, string about, DecideRequest request, Func<ServerProcess, Task> prepare) : Scenario(name, about)
{
    /// <summary>Everything that a decision needs is in its request.</summary>
    public static DecideScenario Carried { get; } = new(
        "carried", "Decide on features that the request carries.", SampleRequests.SoundLoan(),
        _ => Task.CompletedTask);

    /// <summary>The features of one borrower are stored, and read for each decision.</summary>
    public static DecideScenario Stored { get; } = new(
        "stored", "Decide on stored features, warm.", SampleRequests.Application("b-1"),
        async server => await new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-1", Views = { SoundBorrower.Views() }, WaitForReview = true }));

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        using var folder = new TemporaryFolder();
        await using var plain = await StartAsync(folder, "tocsin", "Journal:Mode=off");
        await using var written = await StartAsync(folder, "written", "Journal:Mode=written");
        var answer = await new DecisionService.DecisionServiceClient(plain.Channel).DecideAsync(request);
        await File.WriteAllBytesAsync(folder.At("answer"), answer.ToByteArray());
        await using var echo = await ServedProcess.StartAsync(
            folder.At("echo.socket"), EchoServer.Command, folder.At("answer"));
        tell($"{Name}: request of {request.CalculateSize()} bytes, answer of {answer.CalculateSize()}");
        var figures = await new Comparison(plan, _ => request, got => got.Outcome == answer.Outcome, tell).RunAsync(
        [
            new("echo", echo.Address, folder.At("echo.socket")),
            new("Tocsin", plain.GrpcAddress, folder.At("tocsin.socket")),
            new("Tocsin, journal written", written.GrpcAddress, folder.At("written.socket")),
        ]);
        return Report with { Contenders = figures, Targets = Targets(figures[0], figures[1]) };
    }

    private static List<Target> Targets(ContenderFigures echo, ContenderFigures tocsin) =>
    [
        new("throughput to echo's", tocsin.Ceiling / echo.Ceiling, 0.85, TargetBound.AtLeast),
        new("p99 at half the load to echo's", P99(tocsin) / P99(echo), 1.5, TargetBound.AtMost),
    ];

    private static double P99(ContenderFigures figures) => figures.Open[0].Figures.Milliseconds(99);

    private async Task<ServerProcess> StartAsync(TemporaryFolder folder, string name, string setting)
    {
        var server = await MeasuredTocsin.StartAsync(folder.At($"{name}.socket"), folder.At(name), setting);
        await prepare(server);
        return server;
    }
}
