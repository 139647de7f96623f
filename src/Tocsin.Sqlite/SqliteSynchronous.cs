namespace Tocsin.Sqlite;

/// <summary>When SQLite waits for the disk.</summary>
public enum SqliteSynchronous
{
    /// <summary>At every commit: what was acknowledged survives a power cut.</summary>
    Full = 0,

    /// <summary>
    /// Only when the write-ahead log is folded into the database: faster for lone writes, survives a crash of the
    /// process, but a power cut may take the latest acknowledged writes. The database itself stays whole.
    /// </summary>
    Normal = 1,
}
