using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>What is to be proven.</summary>
/// <param name="Command">
/// kill, fleet, latency, fanout, fanall, bulk, review, preview, branch, swap, swaps, start, journal, journal-cost,
/// equality, cache, size or recourse.
/// </param>
/// <param name="Store">On which store.</param>
/// <param name="Counts">Kills, updates, swaps and the like that were given, by name.</param>
/// <param name="Seed">What decides about everything drawn.</param>
internal sealed record ProofArguments(
    string Command, StoreKind Store, IReadOnlyDictionary<string, int> Counts, int Seed)
{
    private const string Branch = "branch";

    private static readonly Dictionary<string, string[]> _counts = new()
    {
        ["kill"] = ["kills", "updates", "watchers"],
        ["fleet"] = ["seconds", "updates", "watchers"],
        ["latency"] = ["updates"],
        ["fanout"] = ["seconds", "rate"],
        ["fanall"] = ["subscribers", "changes"],
        ["bulk"] = ["updates"],
        ["review"] = ["borrowers"],
        ["preview"] = ["borrowers", "rules", "rate", "seconds", "workers", "percent"],
        [Branch] = ["borrowers", "days"],
        ["swap"] = ["swaps"],
        ["swaps"] = ["swaps", "sets", "rate"],
        ["start"] = ["runs"],
        ["journal"] = ["decisions", "kills"],
        ["journal-cost"] = ["seconds"],
        ["cache"] = ["seconds"],
        ["size"] = ["borrowers"],
        ["equality"] = ["results"],
        ["recourse"] = ["borrowers"],
    };

    /// <summary>The file for the report of a branch; empty for none.</summary>
    public string Report { get; init; } = "";

    /// <summary>A count that was given, or the command's default.</summary>
    public int Count(string name, int otherwise) => Counts.GetValueOrDefault(name, otherwise);

    /// <summary>Reads them; says what is wrong and answers null when they are not understood.</summary>
    public static ProofArguments? Read(string[] args)
    {
        if (args.Length == 0 || !_counts.TryGetValue(args[0], out var names)) return Refused("the command");
        var counts = new Dictionary<string, int>();
        var read = new ProofArguments(args[0], StoreKind.Sqlite, counts, 1);
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            if (args[i] == "--store" && Enum.TryParse<StoreKind>(value, ignoreCase: true, out var store))
                read = read with { Store = store };
            else if (names.FirstOrDefault(name => args[i] == $"--{name}") is { } count
                && int.TryParse(value, out var wanted) && wanted > 0)
                counts[count] = wanted;
            else if (args[i] == "--seed" && int.TryParse(value, out var seed))
                read = read with { Seed = seed };
            else if (args[0] == Branch && args[i] == "--report" && value.Length > 0)
                read = read with { Report = value };
            else
                return Refused(args[i]);
        }

        return read;
    }

    private static ProofArguments? Refused(string what)
    {
        Console.Error.WriteLine($"Not understood: {what}. Commands: kill --store sqlite|redis [--kills 200] "
            + "[--updates 200000] [--watchers 20], fleet [--seconds 60] [--updates 30000] [--watchers 20], "
            + "latency --store sqlite|redis [--updates 1000], "
            + "fanout --store sqlite|redis [--seconds 60] [--rate 5000], "
            + "fanall --store sqlite|redis [--subscribers 1000] [--changes 500], "
            + "bulk --store sqlite|redis [--updates 20000], "
            + "review --store sqlite|redis [--borrowers 100000], "
            + "preview --store sqlite|redis [--borrowers 100000] [--rules 1000] [--rate 500] [--seconds 15] "
            + "[--workers 1] [--percent 50], "
            + "branch [--borrowers 200] [--days 90] [--store sqlite|redis] [--report FILE], "
            + "swap [--swaps 200], swaps [--swaps 10000] [--sets 500] [--rate 2000], "
            + "start [--runs 5], journal [--decisions 100000] [--kills 10], "
            + "journal-cost [--seconds 10], equality [--results 1000000], cache --store sqlite|redis [--seconds 120], "
            + "size --store sqlite|redis [--borrowers 20000], "
            + "recourse [--borrowers 2000]; each [--seed 1].");
        return null;
    }
}
