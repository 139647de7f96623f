using Microsoft.Data.Sqlite;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>Says in our words what SQLite could not do; its own words stay in the inner exception.</summary>
internal static class SqliteFault
{
    // Primary result codes of SQLite, https://sqlite.org/rescode.html.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Input = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The fault of a store that was open.</summary>
    internal static StoreUnavailableException Unavailable(string folder, SqliteException fault) =>
        new(Describe(folder, fault.SqliteErrorCode), fault);

    /// <summary>The fault of a store that could not be opened; trying again does not mend a damaged file.</summary>
    internal static Exception AtOpening(string folder, SqliteException fault) =>
        fault.SqliteErrorCode is Corrupt or NotADatabase or ReadOnly or CannotOpen
            ? new StoreRefusedException(Describe(folder, fault.SqliteErrorCode), fault)
            : Unavailable(folder, fault);

    private static string Describe(string folder, int code) => code switch
    {
        Full => $"The disk that holds the folder '{folder}' is full.",
        Input => $"The disk that holds the folder '{folder}' could not be read or written.",
        ReadOnly or CannotOpen => $"The database in the folder '{folder}' cannot be opened for writing.",
        Corrupt or NotADatabase => $"The database in the folder '{folder}' is damaged; put a backup in its place.",
        Busy or Locked => $"Another program has the database in the folder '{folder}' locked.",
        _ => $"The database in the folder '{folder}' did not do what was asked (SQLite code {code}).",
    };
}
