using System.Globalization;
using Tocsin.Core.Features;
using Tocsin.Sqlite;

namespace Tocsin.Journal.Tests.Running;

/// <summary>
/// A process that journals decisions and says of each, once the journal has answered, that it did. It is made to be
/// killed.
/// </summary>
internal static class JournalChild
{
    /// <summary>What it is started with, before its folder, how many decisions, the mode and a seed.</summary>
    public const string Command = "journal-child";

    private const int Borrowers = 200;
    private const int AtOnce = 32;

    /// <summary>Journals decisions, many at once, and writes the id of each that was answered to its output.</summary>
    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        var (folder, count, mode, seed) = (args[0], Number(args[1]), Enum.Parse<JournalMode>(args[2]), Number(args[3]));
        await using var store = OpenStore(folder);
        await store.OpenAsync(CancellationToken.None);
        var options = Options(folder);
        options.Mode = mode;
        await using var journal = await DecisionJournal.OpenAsync(options, store.Journal, time, CancellationToken.None);
        var left = count;
        var answered = new Lock();
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => Task.Run(async () =>
        {
            var random = new Random(seed + worker);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var example = SampleDecisions.Examples[random.Next(SampleDecisions.Examples.Count)];
                var borrower = BorrowerId.Parse($"b-{random.Next(Borrowers)}");
                var record = await SampleDecisions.RecordAsync(journal, example, borrower);
                await journal.AppendAsync(record, CancellationToken.None);
                lock (answered) output.WriteLine(SampleDecisions.IdOf(record.Record));
            }
        })));
        return 0;
    }

    /// <summary>The store beside a journal.</summary>
    public static SqliteStore OpenStore(string folder) =>
        new(new SqliteStoreOptions { Folder = Path.Combine(folder, "store") });

    /// <summary>Small segments, so that the process is killed as they change too.</summary>
    public static JournalOptions Options(string folder) => new()
    {
        Folder = Path.Combine(folder, "journal"),
        SegmentBytes = 2 << 20,
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
