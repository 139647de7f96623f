using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Scenarios;

/// <summary>One decision after the other, held against an echo of the same messages.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Prepare">Stores what the decisions need, before anything is measured.</param>
internal sealed record DecideScenario(string Name, DecideRequest Request, Func<ServerProcess, Task> Prepare)
{
    /// <summary>Everything that a decision needs is in its request.</summary>
    public static DecideScenario Carried { get; } =
        new("decide on what the request carries", SampleRequests.SoundLoan(), _ => Task.CompletedTask);

    /// <summary>The features of one borrower are stored, and read for each decision.</summary>
    public static DecideScenario Stored { get; } = new(
        "decide on stored features, warm", SampleRequests.Application("b-1"),
        async server => await new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-1", Views = { SoundBorrower.Views() }, WaitForReview = true }));

    /// <summary>Measures an echo, and Tocsin without and with its journal.</summary>
    public async Task<IReadOnlyList<ContenderFigures>> RunAsync(LoadPlan plan, Action<string> tell)
    {
        using var folder = new TemporaryFolder();
        await using var plain = await StartAsync(folder, "tocsin", "Journal:Mode=off");
        await using var written = await StartAsync(folder, "written", "Journal:Mode=written");
        var answer = await new DecisionService.DecisionServiceClient(plain.Channel).DecideAsync(Request);
        await File.WriteAllBytesAsync(folder.At("answer"), answer.ToByteArray());
        await using var echo = await ServedProcess.StartAsync(
            folder.At("echo.socket"), EchoServer.Command, folder.At("answer"));
        tell($"{Name}: request of {Request.CalculateSize()} bytes, answer of {answer.CalculateSize()}");
        return await new Comparison(plan, _ => Request, got => got.Outcome == answer.Outcome, tell).RunAsync(
        [
            new("echo", echo.Address, folder.At("echo.socket")),
            new("Tocsin", plain.GrpcAddress, folder.At("tocsin.socket")),
            new("Tocsin, journal written", written.GrpcAddress, folder.At("written.socket")),
        ]);
    }

    private async Task<ServerProcess> StartAsync(TemporaryFolder folder, string name, string setting)
    {
        var server = await MeasuredTocsin.StartAsync(folder.At($"{name}.socket"), folder.At(name), setting);
        await Prepare(server);
        return server;
    }
}
