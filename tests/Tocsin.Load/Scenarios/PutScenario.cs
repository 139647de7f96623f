using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Questions;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Scenarios;

/// <summary>One update after the other, each answered when it is durable.</summary>
internal sealed class PutScenario() : Scenario(
    "put", "Put features of many borrowers, each answered when it is flushed to the disk, while reviews go on; beside "
    + "an echo of the same messages.")
{
    // Borrowers that are read back, to see that what was answered is what is stored.
    private const int ReadBack = 200;

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        await using var onSqlite = await ServerGroup.StartAsync(StoreKind.Sqlite);
        await using var onRedis = await ServerGroup.StartAsync(StoreKind.Redis);
        var sqlite = await onSqlite.StartTocsinAsync("Tocsin on SQLite", "Journal:Mode=off");
        var redis = await onRedis.StartTocsinAsync("Tocsin on redis-server", "Journal:Mode=off");
        var borrowers = new StoredBorrowers(plan.Borrowers, _ => []).Ids;
        using var sqliteChannel = sqlite.Connect();
        using var redisChannel = redis.Connect();
        var first = PutQuestions.NewUpdate();
        (first.BorrowerId, first.RequestId) = ("first", "r-first");
        var answer = await new FeatureService.FeatureServiceClient(sqliteChannel).PutFeaturesAsync(first);
        await File.WriteAllBytesAsync(onSqlite.FileAt("answer"), answer.ToByteArray());
        var echo = await onSqlite.StartBaselineAsync("echo", PutEchoServer.Command, onSqlite.FileAt("answer"));
        var (toSqlite, toRedis) = (new PutQuestions(borrowers, null), new PutQuestions(borrowers, null));
        var figures = await new Comparison(plan, tell).RunAsync(
        [
            new(echo, new PutQuestions(borrowers, answer).On), new(sqlite, toSqlite.On), new(redis, toRedis.On),
        ]);
        return Report with
        {
            Contenders = figures,
            Figures =
            [
                .. figures.Skip(1).Select(one => new NamedFigure(
                    $"{one.Name}: reviews go on after a load for", one.Middle.Rested.TotalSeconds, "s")),
            ],
            Faults =
            [
                .. Lost(sqlite, await toSqlite.CountLostAsync(sqliteChannel, ReadBack)),
                .. Lost(redis, await toRedis.CountLostAsync(redisChannel, ReadBack)),
            ],
        };
    }

    private static IEnumerable<string> Lost(MeasuredServer server, int lost) =>
        lost == 0 ? [] : [$"{server.Name}: {lost} borrowers hold something else than was answered to be stored"];
}
