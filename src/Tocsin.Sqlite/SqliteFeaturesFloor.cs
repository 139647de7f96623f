using System.Globalization;

namespace Tocsin.Sqlite;

/// <summary>
/// The highest features revision of a partition that was erased. A borrower that comes back begins above it: were a
/// revision given twice, a review that read what is erased would pass for one of what came after.
/// </summary>
internal static class SqliteFeaturesFloor
{
    /// <summary>The floor; 0 when nothing was erased.</summary>
    internal static long Read(SqliteLink link, int partition) =>
        link[SqliteStatements.ReadMeta].Text(Key(partition)) is { } floor
            ? long.Parse(floor, CultureInfo.InvariantCulture) : 0;

    /// <summary>Lifts the floor to a revision that is erased; never lowers it.</summary>
    internal static void Lift(SqliteLink link, int partition, long revision)
    {
        if (revision <= Read(link, partition)) return;
        link[SqliteStatements.ReplaceMeta].Execute(Key(partition), revision.ToString(CultureInfo.InvariantCulture));
    }

    private static string Key(int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"features_floor_{partition}");
}
