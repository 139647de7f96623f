using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>Reads rows as what they stand for.</summary>
internal static class SqliteRows
{
    /// <summary>The bytes of a text or a blob where SQLite has them: they hold until the next row is read.</summary>
    internal static ReadOnlySpan<byte> Bytes(SqliteDataReader row, int column) =>
        raw.sqlite3_column_blob(row.Handle, column);

    /// <summary>The borrowers in the first column.</summary>
    internal static IReadOnlyList<BorrowerId> Borrowers(
        SqliteStatement statement, params ReadOnlySpan<object?> values)
    {
        var borrowers = new List<BorrowerId>();
        using var rows = statement.Query(values);
        while (rows.Read()) borrowers.Add(BorrowerId.Parse(rows.GetString(0)));
        return borrowers;
    }

    /// <summary>The warning states, of which each row is one.</summary>
    internal static List<BorrowerWarnings> States(SqliteStatement statement, params ReadOnlySpan<object?> values)
    {
        var states = new List<BorrowerWarnings>();
        using var rows = statement.Query(values);
        while (rows.Read()) states.Add(State(rows));
        return states;
    }

    /// <summary>The log entries, of which each row is one.</summary>
    internal static IReadOnlyList<LogEntry> Entries(SqliteStatement statement, params ReadOnlySpan<object?> values)
    {
        var entries = new List<LogEntry>();
        using var rows = statement.Query(values);
        while (rows.Read())
        {
            entries.Add(new LogEntry(
                new LogPosition(rows.GetInt64(0), (uint)rows.GetInt64(1)),
                BorrowerId.Parse(rows.GetString(2)),
                SqliteTime.FromMicroseconds(rows.GetInt64(3)),
                WarningCodec.DecodeChanges(rows.GetFieldValue<byte[]>(4))));
        }

        return entries;
    }

    private static BorrowerWarnings State(SqliteDataReader row)
    {
        var borrower = BorrowerId.Parse(row.GetString(0));
        return WarningCodec.DecodeState(borrower, row.GetFieldValue<byte[]>(6)) with
        {
            Revision = row.GetInt64(1),
            FeaturesRevision = row.GetInt64(2),
            Activation = row.GetInt64(3),
            AsOf = SqliteTime.FromMicroseconds(row.GetInt64(4)),
            DueAt = row.IsDBNull(5) ? null : SqliteTime.FromMicroseconds(row.GetInt64(5)),
        };
    }
}
