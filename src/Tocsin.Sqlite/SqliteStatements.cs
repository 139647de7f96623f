namespace Tocsin.Sqlite;

/// <summary>Every statement of SQL that the store runs, and nothing else. Parameters are numbered from 1.</summary>
/// <remarks>
/// A limit that is a parameter alone has SQLite parse and plan the statement anew each time it is bound; with a zero
/// added it has not.
/// </remarks>
internal static partial class SqliteStatements
{
    /// <summary>
    /// The layout. Everything of a borrower is keyed by its partition and id; due times and open warnings are partial
    /// indexes over the states, so they cannot disagree with them. Rows with documents stay in ordinary tables, since a
    /// table without rowid keeps whole rows in its inner pages. Times are microseconds since 1970, in UTC.
    /// </summary>
    internal const string CreateTables =
        """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE activation (number INTEGER PRIMARY KEY, digest TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE TABLE profile (
            partition INTEGER NOT NULL, borrower TEXT NOT NULL, revision INTEGER NOT NULL,
            PRIMARY KEY (partition, borrower)) STRICT, WITHOUT ROWID;
        CREATE TABLE feature_view (
            partition INTEGER NOT NULL, borrower TEXT NOT NULL, view TEXT NOT NULL,
            observed_at INTEGER NOT NULL, digest TEXT NOT NULL, content BLOB NOT NULL,
            PRIMARY KEY (partition, borrower, view)) STRICT;
        CREATE TABLE review_mark (
            partition INTEGER NOT NULL, borrower TEXT NOT NULL, features_revision INTEGER NOT NULL,
            PRIMARY KEY (partition, borrower)) STRICT, WITHOUT ROWID;
        CREATE TABLE warning_state (
            partition INTEGER NOT NULL, borrower TEXT NOT NULL, revision INTEGER NOT NULL,
            features_revision INTEGER NOT NULL, activation INTEGER NOT NULL, as_of INTEGER NOT NULL,
            due_at INTEGER, is_open INTEGER NOT NULL, document BLOB NOT NULL,
            PRIMARY KEY (partition, borrower)) STRICT;
        CREATE INDEX warning_state_due ON warning_state (partition, due_at, borrower) WHERE due_at IS NOT NULL;
        CREATE INDEX warning_state_open ON warning_state (partition, borrower) WHERE is_open = 1;
        CREATE TABLE warning_log (
            partition INTEGER NOT NULL, sequence INTEGER NOT NULL, borrower TEXT NOT NULL,
            committed_at INTEGER NOT NULL, entry_check INTEGER NOT NULL, changes BLOB NOT NULL,
            PRIMARY KEY (partition, sequence)) STRICT;
        """;

    /// <summary>
    /// Who is linked to a party, keyed by the party. Made at every start where it is not there yet: stores that were
    /// made before have none.
    /// </summary>
    internal const string CreateLinks =
        """
        CREATE TABLE IF NOT EXISTS link (
            partition INTEGER NOT NULL, party TEXT NOT NULL, borrower TEXT NOT NULL,
            PRIMARY KEY (partition, party, borrower)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>
    /// The keys that journals seal personal values under, and how far each journal has come. Made as
    /// <see cref="CreateLinks"/> is.
    /// </summary>
    internal const string CreateJournal =
        """
        CREATE TABLE IF NOT EXISTS journal_key (
            partition INTEGER NOT NULL, borrower TEXT NOT NULL, key BLOB NOT NULL,
            PRIMARY KEY (partition, borrower)) STRICT;
        CREATE TABLE IF NOT EXISTS journal_anchor (
            instance TEXT PRIMARY KEY, journal TEXT NOT NULL, last_group INTEGER NOT NULL, entries INTEGER NOT NULL,
            hash TEXT NOT NULL, oldest_group INTEGER NOT NULL, oldest_previous TEXT NOT NULL, at INTEGER NOT NULL)
            STRICT;
        """;

    // Connections and transactions.
    internal const string UseWriteAheadLog = "PRAGMA journal_mode = WAL";
    internal const string SynchronousFull = "PRAGMA synchronous = FULL";
    internal const string SynchronousNormal = "PRAGMA synchronous = NORMAL";
    internal const string ReadOnly = "PRAGMA query_only = ON";
    internal const string Begin = "BEGIN IMMEDIATE";
    internal const string Commit = "COMMIT";
    internal const string Rollback = "ROLLBACK";
    internal const string OpenSavepoint = "SAVEPOINT item";
    internal const string KeepSavepoint = "RELEASE item";
    internal const string UndoSavepoint = "ROLLBACK TO item";
    internal const string Ping = "SELECT count(*) FROM meta";

    // Layout and identity.
    internal const string ReadLayout = "PRAGMA user_version";
    internal const string WriteLayout = "PRAGMA user_version = 1";
    internal const string CountTables = "SELECT count(*) FROM sqlite_schema";
    internal const string ReadMeta = "SELECT value FROM meta WHERE key = ?1";
    internal const string WriteMeta = "INSERT INTO meta (key, value) VALUES (?1, ?2)";

    internal const string ReplaceMeta =
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

    internal const string TouchMeta = "UPDATE meta SET value = value WHERE key = ?1";

    // Features.
    internal const string ReadProfile =
        """
        SELECT p.revision, v.view, v.observed_at, v.content
        FROM profile p LEFT JOIN feature_view v ON v.partition = p.partition AND v.borrower = p.borrower
        WHERE p.partition = ?1 AND p.borrower = ?2
        """;

    internal const string ReadFeaturesRevision = "SELECT revision FROM profile WHERE partition = ?1 AND borrower = ?2";

    internal const string ReadViewStamps =
        "SELECT view, observed_at, digest FROM feature_view WHERE partition = ?1 AND borrower = ?2";

    internal const string ReadViewContent =
        "SELECT content FROM feature_view WHERE partition = ?1 AND borrower = ?2 AND view = ?3";

    internal const string WriteView =
        """
        INSERT INTO feature_view (partition, borrower, view, observed_at, digest, content)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (partition, borrower, view) DO UPDATE
        SET observed_at = excluded.observed_at, digest = excluded.digest, content = excluded.content
        """;

    internal const string WriteProfile =
        """
        INSERT INTO profile (partition, borrower, revision) VALUES (?1, ?2, ?3)
        ON CONFLICT (partition, borrower) DO UPDATE SET revision = excluded.revision
        """;

    internal const string WriteMark =
        """
        INSERT INTO review_mark (partition, borrower, features_revision) VALUES (?1, ?2, ?3)
        ON CONFLICT (partition, borrower) DO UPDATE SET features_revision = excluded.features_revision
        """;

    internal const string ListProfiles =
        "SELECT borrower FROM profile WHERE partition = ?1 AND borrower > ?2 ORDER BY borrower LIMIT ?3 + 0";

    internal const string CountProfiles = "SELECT count(*) FROM profile WHERE partition = ?1";

    internal const string DeleteViews = "DELETE FROM feature_view WHERE partition = ?1 AND borrower = ?2";
    internal const string DeleteProfile = "DELETE FROM profile WHERE partition = ?1 AND borrower = ?2";
    internal const string DeleteMark = "DELETE FROM review_mark WHERE partition = ?1 AND borrower = ?2";
    internal const string ListMarks = "SELECT borrower FROM review_mark WHERE partition = ?1 LIMIT ?2 + 0";

    // Links.
    internal const string WriteLink =
        "INSERT INTO link (partition, party, borrower) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

    internal const string DeleteLink = "DELETE FROM link WHERE partition = ?1 AND party = ?2 AND borrower = ?3";

    internal const string ListLinks =
        """
        SELECT borrower FROM link WHERE partition = ?1 AND party = ?2 AND borrower > ?3 ORDER BY borrower LIMIT ?4 + 0
        """;

    // Warning states.
    private const string StateColumns =
        "SELECT borrower, revision, features_revision, activation, as_of, due_at, document FROM warning_state ";

    internal const string ReadState = StateColumns + "WHERE partition = ?1 AND borrower = ?2";

    internal const string ListStates =
        StateColumns + "WHERE partition = ?1 AND borrower > ?2 ORDER BY borrower LIMIT ?3 + 0";

    internal const string ListOpenStates =
        StateColumns + "WHERE partition = ?1 AND borrower > ?2 AND is_open = 1 ORDER BY borrower LIMIT ?3 + 0";

    internal const string ReadStateStamp =
        """
        SELECT revision, features_revision, activation, as_of FROM warning_state
        WHERE partition = ?1 AND borrower = ?2
        """;

    internal const string WriteState =
        """
        INSERT INTO warning_state
            (partition, borrower, revision, features_revision, activation, as_of, due_at, is_open, document)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (partition, borrower) DO UPDATE
        SET revision = excluded.revision, features_revision = excluded.features_revision,
            activation = excluded.activation, as_of = excluded.as_of, due_at = excluded.due_at,
            is_open = excluded.is_open, document = excluded.document
        """;

    internal const string MoveState =
        """
        UPDATE warning_state SET features_revision = ?3, activation = ?4, as_of = ?5, due_at = ?6
        WHERE partition = ?1 AND borrower = ?2
        """;

    internal const string DeleteState = "DELETE FROM warning_state WHERE partition = ?1 AND borrower = ?2";

    internal const string ListDue =
        """
        SELECT borrower FROM warning_state WHERE partition = ?1 AND due_at <= ?2
        ORDER BY due_at, borrower LIMIT ?3 + 0
        """;

    // The log. Its next sequence comes from its own last entry: no counter can run ahead of it.
    internal const string ReadLastSequence = "SELECT max(sequence) FROM warning_log WHERE partition = ?1";

    internal const string AppendEntry =
        """
        INSERT INTO warning_log (partition, sequence, borrower, committed_at, entry_check, changes)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """;

    internal const string ReadExtent =
        """
        SELECT sequence, entry_check, (SELECT min(sequence) FROM warning_log WHERE partition = ?1)
        FROM warning_log WHERE partition = ?1 ORDER BY sequence DESC LIMIT 1
        """;

    internal const string ReadCheck = "SELECT entry_check FROM warning_log WHERE partition = ?1 AND sequence = ?2";

    internal const string ReadEntries =
        """
        SELECT sequence, entry_check, borrower, committed_at, changes FROM warning_log
        WHERE partition = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3 + 0
        """;

    internal const string FindFirstYoungEntry =
        """
        SELECT sequence FROM warning_log
        WHERE partition = ?1 AND sequence >= ?2 AND sequence < ?3 AND committed_at >= ?4 ORDER BY sequence LIMIT 1
        """;

    internal const string DeleteEntries = "DELETE FROM warning_log WHERE partition = ?1 AND sequence < ?2";

    // Journals.
    internal const string AddKey =
        "INSERT INTO journal_key (partition, borrower, key) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

    internal const string ReadKey = "SELECT key FROM journal_key WHERE partition = ?1 AND borrower = ?2";

    // A row that is deleted keeps its bytes on its page; one that is overwritten first does not.
    internal const string BlankKey =
        "UPDATE journal_key SET key = zeroblob(length(key)) WHERE partition = ?1 AND borrower = ?2";

    internal const string DeleteKey = "DELETE FROM journal_key WHERE partition = ?1 AND borrower = ?2";

    internal const string ReadAnchor =
        """
        SELECT journal, last_group, entries, hash, oldest_group, oldest_previous, at FROM journal_anchor
        WHERE instance = ?1
        """;

    internal const string WriteAnchor =
        """
        INSERT INTO journal_anchor (instance, journal, last_group, entries, hash, oldest_group, oldest_previous, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (instance) DO UPDATE
        SET journal = excluded.journal, last_group = excluded.last_group, entries = excluded.entries,
            hash = excluded.hash, oldest_group = excluded.oldest_group, oldest_previous = excluded.oldest_previous,
            at = excluded.at
        """;
}
