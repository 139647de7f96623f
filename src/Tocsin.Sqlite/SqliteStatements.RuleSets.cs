namespace Tocsin.Sqlite;

/// <summary>The statements of rule sets, of their activations and of the instances that answer with them.</summary>
internal static partial class SqliteStatements
{
    /// <summary>
    /// What led to an activation, beside the table of activations, which stores had before; and the rule sets with
    /// their archives, approvals and the one shadow. Made as <see cref="CreateLinks"/> is.
    /// </summary>
    internal const string CreateRuleSets =
        """
        CREATE TABLE IF NOT EXISTS activation_cause (
            number INTEGER PRIMARY KEY, origin INTEGER NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS rule_set (
            digest TEXT PRIMARY KEY, name TEXT NOT NULL, revision TEXT NOT NULL, author TEXT NOT NULL,
            reason TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS rule_set_at ON rule_set (at, digest);
        CREATE TABLE IF NOT EXISTS rule_set_files (digest TEXT PRIMARY KEY, zip BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS rule_set_approval (
            digest TEXT NOT NULL, place INTEGER NOT NULL, approver TEXT NOT NULL, reason TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (digest, place)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS shadow_plan (
            one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, digest TEXT NOT NULL, share REAL NOT NULL,
            started_at INTEGER NOT NULL, until INTEGER NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
        """;

    /// <summary>The instances that announced themselves. Made as <see cref="CreateLinks"/> is.</summary>
    internal const string CreateFleet =
        """
        CREATE TABLE IF NOT EXISTS fleet_instance (
            instance TEXT PRIMARY KEY, activation INTEGER NOT NULL, digest TEXT NOT NULL, since INTEGER NOT NULL,
            last_error TEXT NOT NULL, build TEXT NOT NULL, seen_at INTEGER NOT NULL, lease INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        """;

    // Activations.
    private const string ActivationColumns =
        """
        SELECT a.number, a.digest, a.at, c.origin, c.actor, c.reason
        FROM activation a LEFT JOIN activation_cause c ON c.number = a.number
        """;

    internal const string ReadActivation = ActivationColumns + " ORDER BY a.number DESC LIMIT 1";

    internal const string ListActivations =
        ActivationColumns + " WHERE a.number < ?1 ORDER BY a.number DESC LIMIT ?2 + 0";

    internal const string WriteActivation = "INSERT INTO activation (number, digest, at) VALUES (?1, ?2, ?3)";

    internal const string WriteActivationCause =
        """
        INSERT INTO activation_cause (number, origin, actor, reason) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (number) DO UPDATE
        SET origin = excluded.origin, actor = excluded.actor, reason = excluded.reason
        """;

    // Rule sets.
    private const string RuleSetColumns = "SELECT digest, name, revision, author, reason, at FROM rule_set ";

    internal const string ReadRuleSet = RuleSetColumns + "WHERE digest = ?1";

    internal const string ListRuleSets =
        RuleSetColumns + "WHERE (at, digest) < (?1, ?2) ORDER BY at DESC, digest DESC LIMIT ?3 + 0";

    internal const string WriteRuleSet =
        "INSERT INTO rule_set (digest, name, revision, author, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    internal const string ReadRuleSetFiles = "SELECT zip FROM rule_set_files WHERE digest = ?1";
    internal const string WriteRuleSetFiles = "INSERT INTO rule_set_files (digest, zip) VALUES (?1, ?2)";

    internal const string ListApprovals =
        "SELECT approver, reason, at FROM rule_set_approval WHERE digest = ?1 ORDER BY place";

    internal const string WriteApproval =
        "INSERT INTO rule_set_approval (digest, place, approver, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)";

    internal const string ReadShadow =
        "SELECT id, digest, share, started_at, until, actor, reason FROM shadow_plan WHERE one = 1";

    internal const string WriteShadow =
        """
        INSERT OR REPLACE INTO shadow_plan (one, id, digest, share, started_at, until, actor, reason)
        VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """;

    internal const string DeleteShadow = "DELETE FROM shadow_plan";

    // The fleet. Its clock is the database's own, to the millisecond, in microseconds since 1970.
    internal const string ReadClock = "SELECT CAST(round(unixepoch('subsec') * 1000) AS INTEGER) * 1000";

    internal const string WriteInstance =
        """
        INSERT OR REPLACE INTO fleet_instance (
            instance, activation, digest, since, last_error, build, seen_at, lease)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """;

    internal const string DeleteInstance = "DELETE FROM fleet_instance WHERE instance = ?1";

    internal const string DeleteInstancesSeenOutside = "DELETE FROM fleet_instance WHERE seen_at < ?1 OR seen_at > ?2";

    internal const string DeleteInstancesBeyond =
        """
        DELETE FROM fleet_instance WHERE instance IN (
            SELECT instance FROM fleet_instance ORDER BY seen_at DESC, instance LIMIT -1 OFFSET ?1)
        """;

    internal const string ListInstances =
        """
        SELECT instance, activation, digest, since, last_error, build, seen_at, lease FROM fleet_instance
        ORDER BY instance
        """;
}
