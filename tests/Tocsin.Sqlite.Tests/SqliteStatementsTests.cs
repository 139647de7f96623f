using System.Reflection;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xunit;

namespace Tocsin.Sqlite.Tests;

/// <summary>What the text of statements alone decides.</summary>
public sealed class SqliteStatementsTests
{
    private const int TimesPreparedAnew = 5; // SQLITE_STMTSTATUS_REPREPARE

    public static TheoryData<string> Names => [.. Statements().Select(text => text.Name)];

    // SQLite prepares a statement anew, each time it is bound, where it found that a value may change its plan.
    [Theory]
    [MemberData(nameof(Names))]
    public void Statement_BoundToOtherValues_IsNotPreparedAnew(string name)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var tables in Texts().Where(text => text.StartsWith("CREATE", StringComparison.Ordinal)))
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(connection.Handle, tables));
        var text = (string)Statements().Single(field => field.Name == name).GetRawConstantValue()!;
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, text, out var statement));
        using (statement)
        {
            for (var round = 1; round <= 3; round++)
            {
                for (var i = 1; i <= raw.sqlite3_bind_parameter_count(statement); i++)
                    raw.sqlite3_bind_int64(statement, i, round + i);
                _ = raw.sqlite3_step(statement);
                _ = raw.sqlite3_reset(statement);
            }

            Assert.Equal(0, raw.sqlite3_stmt_status(statement, TimesPreparedAnew, 0));
        }
    }

    private static IEnumerable<FieldInfo> Statements() => Constants().Where(
        field => ((string)field.GetRawConstantValue()!).Contains('?', StringComparison.Ordinal));

    private static IEnumerable<string> Texts() => Constants().Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<FieldInfo> Constants() => typeof(SqliteStatements)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral && !field.IsPrivate);
}
