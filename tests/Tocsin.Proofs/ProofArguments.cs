using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>What is to be proven.</summary>
/// <param name="Command">kill, latency, swap, start or equality.</param>
/// <param name="Store">On which store.</param>
/// <param name="Count">Kills, updates, swaps, runs or results; null for the command's default.</param>
/// <param name="Seed">What decides about everything drawn.</param>
internal sealed record ProofArguments(string Command, StoreKind Store, int? Count, int Seed)
{
    private static readonly Dictionary<string, string> _counts = new()
    {
        ["kill"] = "--kills",
        ["latency"] = "--updates",
        ["swap"] = "--swaps",
        ["fanout"] = "--seconds",
        ["start"] = "--runs",
        ["equality"] = "--results",
    };

    /// <summary>Reads them; says what is wrong and answers null when they are not understood.</summary>
    public static ProofArguments? Read(string[] args)
    {
        if (args.Length == 0 || !_counts.TryGetValue(args[0], out var count)) return Refused("the command");
        var read = new ProofArguments(args[0], StoreKind.Sqlite, null, 1);
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            if (args[i] == "--store" && Enum.TryParse<StoreKind>(value, ignoreCase: true, out var store))
                read = read with { Store = store };
            else if (args[i] == count && int.TryParse(value, out var wanted) && wanted is > 0)
                read = read with { Count = wanted };
            else if (args[i] == "--seed" && int.TryParse(value, out var seed))
                read = read with { Seed = seed };
            else
                return Refused(args[i]);
        }

        return read;
    }

    private static ProofArguments? Refused(string what)
    {
        Console.Error.WriteLine($"Not understood: {what}. Commands: kill --store sqlite|redis [--kills 25], "
            + "latency --store sqlite|redis [--updates 1000], fanout --store sqlite|redis [--seconds 60], swap [--swaps 200], start [--runs 5], "
            + "equality [--results 1000000]; each [--seed 1].");
        return null;
    }
}
