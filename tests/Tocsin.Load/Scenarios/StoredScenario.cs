using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Questions;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Scenarios;

/// <summary>What a decision needs is stored.</summary>
internal sealed class StoredScenario : Scenario
{
    // So few that whatever remembers borrowers can remember all of them.
    private const int WarmBorrowers = 1_000;

    // What keeps a server from answering from memory what it is to read.
    private static readonly string[] _coldSettings = ["NearCache:MegaBytes=0"];

    private StoredScenario(string name, string about)
        : base(name, about)
    {
    }

    /// <summary>Few borrowers, each of them asked for again and again, on SQLite.</summary>
    public static StoredScenario Warm { get; } = new(
        "stored", "Decide on stored features of a thousand borrowers, warm, beside an echo of the same messages.")
    {
        IsWarm = true,
    };

    /// <summary>Many borrowers on SQLite, read for each call.</summary>
    public static StoredScenario ColdSqlite { get; } = new(
        "cold-sqlite", "Decide on stored features, read from SQLite for each call, beside an echo.");

    /// <summary>Many borrowers on a redis-server, read for each call; the echo reads as much.</summary>
    public static StoredScenario ColdRedis { get; } = new(
        "cold-redis", "Decide on stored features, read from redis-server for each call, beside an echo that reads the "
        + "borrower's hash there for each call, too.")
    {
        Kind = StoreKind.Redis,
    };

    private bool IsWarm { get; init; }

    private StoreKind Kind { get; init; }

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        await using var servers = await ServerGroup.StartAsync(Kind);
        var settings = IsWarm ? [] : _coldSettings;
        var plain = await servers.StartTocsinAsync("Tocsin", [.. settings, "Journal:Mode=off"]);
        var written = await servers.StartTocsinAsync("Tocsin, journal written", [.. settings, "Journal:Mode=written"]);
        var borrowers = StoredBorrowers.Sound(IsWarm ? WarmBorrowers : plan.Borrowers);
        tell($"{Name}: {borrowers.Ids.Count} borrowers are stored and reviewed");
        foreach (var server in new[] { plain, written })
        {
            using var channel = server.Connect();
            await borrowers.PutAsync(channel);
        }

        using var asked = plain.Connect();
        var questions = await borrowers.AskAsync(asked, SampleRequests.Application());
        await File.WriteAllBytesAsync(servers.FileAt("answer"), questions.First.ToByteArray());
        var echo = Kind == StoreKind.Redis
            ? await servers.StartBaselineAsync("echo plus HGETALL", ReadingEchoServer.Command,
                servers.FileAt("answer"), servers.Redis, plain.Place)
            : await servers.StartBaselineAsync("echo", EchoServer.Command, servers.FileAt("answer"));
        var figures = await new Comparison(plan, tell).RunAsync(
        [
            new(echo, questions.OnEcho), new(plain, questions.On), new(written, questions.On),
        ]);
        return Report with { Contenders = figures, Targets = Targets(figures[0], figures[1]) };
    }

    // Nothing is wanted of SQLite when it has to read: an echo that does not read is no measure of that.
    private IReadOnlyList<Target> Targets(ContenderFigures echo, ContenderFigures tocsin) =>
        IsWarm ? DecideTargets.Of(echo, tocsin)
        : Kind == StoreKind.Redis ? [DecideTargets.Throughput(echo, tocsin, 0.8)] : [];
}
