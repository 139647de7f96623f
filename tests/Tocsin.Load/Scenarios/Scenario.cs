using Tocsin.Load.Loads;
using Tocsin.Load.Reports;

namespace Tocsin.Load.Scenarios;

/// <summary>Something that is measured by itself: it starts what it needs, and ends it.</summary>
/// <param name="name">Its short name, by which it is asked for.</param>
/// <param name="about">What it measures, in a sentence.</param>
internal abstract class Scenario(string name, string about)
{
    /// <summary>Every scenario, in the order in which they are measured.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new CarriedScenario(), StoredScenario.Warm, StoredScenario.ColdSqlite, StoredScenario.ColdRedis,
        new NaiveScenario(), new StreamScenario(), new PutScenario(),
        new WatchFilteredScenario(), new WatchAllScenario(1), new WatchAllScenario(100), new WatchAllScenario(1_000),
        SwapScenario.OneNumber, SwapScenario.AllNumbers, new RedisSlowScenario(), new RedisStoppedScenario(),
    ];

    /// <summary>Its short name.</summary>
    public string Name { get; } = name;

    /// <summary>What it measures.</summary>
    public string About { get; } = about;

    /// <summary>A report of it that is still to be filled in.</summary>
    protected ScenarioReport Report => new(Name, About);

    /// <summary>Measures it.</summary>
    /// <param name="plan">How long and how often.</param>
    /// <param name="tell">Told what is being done.</param>
    public abstract Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell);
}
