using System.Globalization;
using System.Security.Cryptography;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>The layout of a database and what was fixed at its first start.</summary>
internal static class SqliteSchema
{
    /// <summary>The layout that this build writes, and the highest that it reads.</summary>
    internal const int Layout = 1;

    /// <summary>The key, in the table of facts, of the highest activation that was reviewed everywhere.</summary>
    internal const string Reviewed = "reviewed_activation";

    /// <summary>The key of what that activation's warnings depended on.</summary>
    internal const string ReviewedWarnings = "reviewed_warnings";

    private const string Epoch = "epoch";
    private const string Partitions = "partitions";

    private const string NormalIsWeak =
        "A power cut or a crash of the operating system may lose the writes acknowledged last, because Synchronous is "
        + "Normal.";

    /// <summary>Makes the tables at the first start, else checks that they can be used as asked.</summary>
    /// <exception cref="StoreRefusedException">The layout is newer or foreign, or the partitions differ.</exception>
    internal static StoreIdentity Prepare(SqliteLink link, SqliteStoreOptions options)
    {
        var layout = link[SqliteStatements.ReadLayout].Number() ?? 0;
        if (layout > Layout) throw Newer(options.Folder, layout);
        if (layout == 0) Create(link, options);
        var epoch = link[SqliteStatements.ReadMeta].Text(Epoch) ?? throw Foreign(options.Folder);
        link[SqliteStatements.CreateLinks].Execute();
        link[SqliteStatements.CreateJournal].Execute();
        link[SqliteStatements.CreateRuleSets].Execute();
        link[SqliteStatements.CreateFleet].Execute();
        var stored = link[SqliteStatements.ReadMeta].Text(Partitions) ?? throw Foreign(options.Folder);
        var partitions = int.Parse(stored, CultureInfo.InvariantCulture);
        if (options.Partitions is { } asked && asked != partitions) throw Differs(options.Folder, asked, partitions);
        return new StoreIdentity(
            epoch, partitions, options.Synchronous == SqliteSynchronous.Normal ? [NormalIsWeak] : []);
    }

    private static void Create(SqliteLink link, SqliteStoreOptions options)
    {
        var partitions = options.Partitions ?? StoreLimits.DefaultPartitions;
        link[SqliteStatements.Begin].Execute();
        try
        {
            if (link[SqliteStatements.CountTables].Number() > 0) throw Foreign(options.Folder);
            link[SqliteStatements.CreateTables].Execute();
            link[SqliteStatements.WriteMeta].Execute(
                Epoch, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            link[SqliteStatements.WriteMeta].Execute(Partitions, partitions.ToString(CultureInfo.InvariantCulture));
            link[SqliteStatements.WriteLayout].Execute();
            link[SqliteStatements.Commit].Execute();
        }
        catch
        {
            if (link.InTransaction) link[SqliteStatements.Rollback].Execute();
            throw;
        }
    }

    private static StoreRefusedException Newer(string folder, long layout) => new(
        $"The database in the folder '{folder}' has layout {layout}, and this build reads layouts up to {Layout}. "
        + "Start the build that wrote it, or put a backup from before in its place.");

    private static StoreRefusedException Foreign(string folder) => new(
        $"The database in the folder '{folder}' was not made by Tocsin. Give it another folder.");

    private static StoreRefusedException Differs(string folder, int asked, int partitions) => new(
        $"Partitions is {asked}, but the store in the folder '{folder}' was made with {partitions}, and that is fixed. "
        + $"Set Partitions to {partitions} or leave it out, or start with an empty folder.");
}
