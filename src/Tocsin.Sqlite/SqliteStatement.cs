using Microsoft.Data.Sqlite;

namespace Tocsin.Sqlite;

/// <summary>A prepared statement of one connection. Not thread-safe; one result at a time.</summary>
internal sealed class SqliteStatement(SqliteCommand command) : IDisposable
{
    /// <summary>Runs the statement and answers how many rows it changed.</summary>
    internal int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs the statement and gives its rows; the caller closes them before it runs again.</summary>
    internal SqliteDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    /// <summary>The first column of the first row, or null when there is no row or no value in it.</summary>
    internal long? Number(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteScalar() as long?;
    }

    /// <summary>The first column of the first row, or null when there is no row or no value in it.</summary>
    internal string? Text(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteScalar() as string;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        var parameters = command.Parameters;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] switch
            {
                null => DBNull.Value,
                // The driver would end the text there, and lose what follows.
                string text when text.Contains('\0') => text.Replace('\0', '\ufffd'),
                var whole => whole,
            };
            if (i == parameters.Count) parameters.AddWithValue($"?{i + 1}", value);
            else parameters[i].Value = value;
        }
    }
}
