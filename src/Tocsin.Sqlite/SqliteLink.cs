using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tocsin.Sqlite;

/// <summary>One connection to the database with the statements it has prepared. Not thread-safe.</summary>
internal sealed class SqliteLink : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    private SqliteLink(SqliteConnection connection) => _connection = connection;

    /// <summary>True between the begin and the end of a transaction; SQLite itself ends one on some errors.</summary>
    internal bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>The statement with this text, prepared once.</summary>
    internal SqliteStatement this[string sql]
    {
        get
        {
            if (_statements.TryGetValue(sql, out var known)) return known;
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            return _statements[sql] = new SqliteStatement(command);
        }
    }

    /// <summary>Connects to a database file, which is made when it is absent.</summary>
    internal static SqliteLink Open(string path, TimeSpan busyTimeout)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = (int)busyTimeout.TotalSeconds,
        }.ToString());
        try
        {
            connection.Open();
            return new SqliteLink(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }
}
