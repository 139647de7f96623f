namespace Tocsin.Server.Tests.Running;

/// <summary>The stores a server can stand on.</summary>
public enum StoreKind
{
    /// <summary>SQLite in the server's process.</summary>
    Sqlite,

    /// <summary>A redis-server.</summary>
    Redis,
}
