using StackExchange.Redis;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>Every key of a store. Nothing else in the product spells one.</summary>
internal sealed class RedisKeys
{
    private readonly PartitionKeys[] _partitions;
    private readonly string _ruleSet;
    private readonly string _ruleFiles;

    public RedisKeys(string prefix, int partitions)
    {
        Activation = $"{prefix}:activation";
        // The tag is the name of the key above, so that both lie in its slot and one script may touch them.
        Superseded = $"{prefix}:{{{prefix}:activation}}:superseded";
        Anchors = $"{prefix}:journal_anchors";
        BellChannel = BellOf(prefix);
        // One tag for both, so that one script may touch them.
        Sweepers = $"{prefix}:{{sweep}}:sweepers";
        Leases = $"{prefix}:{{sweep}}:leases";
        var rules = $"{prefix}:{{rules}}:";
        _ruleSet = rules + "rule_set:";
        _ruleFiles = rules + "files:";
        RuleSets = rules + "rule_sets";
        Shadow = rules + "shadow";
        Seen = $"{prefix}:{{fleet}}:seen";
        Instances = $"{prefix}:{{fleet}}:instances";
        _partitions = [.. Enumerable.Range(0, partitions).Select(number => new PartitionKeys(prefix, number))];
    }

    /// <summary>
    /// Hash: number, digest, at; origin, by, reason, and of which number these are; reviewed, reviewed_warnings.
    /// </summary>
    public RedisKey Activation { get; }

    /// <summary>Hash: the activations before the latest, each a JSON text, by number.</summary>
    public RedisKey Superseded { get; }

    /// <summary>Hash: how far each instance's journal has come, by instance.</summary>
    public RedisKey Anchors { get; }

    /// <summary>The channel on which a partition's number is published after a commit to its log.</summary>
    public string BellChannel { get; }

    /// <summary>Sorted set: instances that sweep, by the microsecond since 1970 until which they do.</summary>
    public RedisKey Sweepers { get; }

    /// <summary>Hash: which instance sweeps a partition, by its number.</summary>
    public RedisKey Leases { get; }

    /// <summary>Sorted set, all scores 0: published rule sets, each its time and its digest.</summary>
    public RedisKey RuleSets { get; }

    /// <summary>Hash: the candidate beside the live rule set; absent when there is none.</summary>
    public RedisKey Shadow { get; }

    /// <summary>Sorted set: instances by the microsecond since 1970 at which they announced themselves last.</summary>
    public RedisKey Seen { get; }

    /// <summary>Hash: what each instance said last, a JSON text, by instance.</summary>
    public RedisKey Instances { get; }

    public int Partitions => _partitions.Length;

    /// <summary>Hash: layout, epoch, partitions. It is read before the partitions are known.</summary>
    public static RedisKey StoreOf(string prefix) => $"{prefix}:store";

    public static string BellOf(string prefix) => $"{prefix}:bell";

    /// <summary>Hash: a published rule set: digest, name, revision, author, reason, at, approvals.</summary>
    public RedisKey RuleSet(string digest) => _ruleSet + digest;

    /// <summary>Text: the files of a rule set, a ZIP archive.</summary>
    public RedisKey RuleFiles(string digest) => _ruleFiles + digest;

    public PartitionKeys Partition(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, _partitions.Length);
        return _partitions[partition];
    }

    public PartitionKeys PartitionOf(BorrowerId borrower) => _partitions[borrower.Partition(_partitions.Length)];
}

/// <summary>
/// The keys of one partition. All carry its number in braces, so that a cluster keeps them in one slot and one script
/// may touch them all.
/// </summary>
internal sealed class PartitionKeys
{
    private readonly string _borrower;
    private readonly string _state;
    private readonly string _linked;
    private readonly string _journalKey;

    public PartitionKeys(string prefix, int partition)
    {
        var tagged = $"{prefix}:{{{partition}}}:";
        _borrower = tagged + "borrower:";
        _state = tagged + "warnings:";
        _linked = tagged + "linked:";
        _journalKey = tagged + "journal_key:";
        Partition = partition;
        Borrowers = tagged + "borrowers";
        States = tagged + "states";
        Open = tagged + "open";
        Due = tagged + "due";
        Marks = tagged + "marks";
        Floor = tagged + "floor";
        Log = tagged + "log";
        Draft = tagged + "draft";
        Writes = tagged + "writes";
    }

    public int Partition { get; }

    /// <summary>Sorted set, all scores 0: borrowers that have stored features.</summary>
    public RedisKey Borrowers { get; }

    /// <summary>Sorted set, all scores 0: borrowers that have a warning state.</summary>
    public RedisKey States { get; }

    /// <summary>Sorted set, all scores 0: borrowers with an open warning.</summary>
    public RedisKey Open { get; }

    /// <summary>Sorted set: borrowers by the microsecond since 1970 at which time may change something.</summary>
    public RedisKey Due { get; }

    /// <summary>Hash: the features revision that waits for a review, by borrower.</summary>
    public RedisKey Marks { get; }

    /// <summary>Text: the highest features revision that was erased; absent when none was.</summary>
    public RedisKey Floor { get; }

    /// <summary>Stream: one entry per commit that changed something, ids <c>sequence-0</c>.</summary>
    public RedisKey Log { get; }

    /// <summary>
    /// Hash: what a commit is about to make of a borrower; there only while one is being made, or after it stopped half
    /// way.
    /// </summary>
    public RedisKey Draft { get; }

    /// <summary>
    /// No key but a channel that belongs to the slot: what was written of a borrower, <c>f</c> with the features
    /// revision, <c>w</c> with what tells its warning state from others, <c>e</c> for an erased one, each with its id.
    /// </summary>
    public RedisKey Writes { get; }

    /// <summary>Hash: a borrower's features, for people too.</summary>
    public RedisKey Borrower(BorrowerId borrower) => _borrower + borrower.Value;

    /// <summary>Hash: a borrower's warning state.</summary>
    public RedisKey State(BorrowerId borrower) => _state + borrower.Value;

    /// <summary>Sorted set, all scores 0: the borrowers that are linked to a party.</summary>
    public RedisKey Linked(BorrowerId party) => _linked + party.Value;

    /// <summary>Text: the key, 32 bytes, that journals seal a borrower's personal values under.</summary>
    public RedisKey JournalKey(BorrowerId borrower) => _journalKey + borrower.Value;

    /// <summary>The keys of <c>commit.lua</c> and <c>repair.lua</c>, in their order.</summary>
    public RedisKey[] ForCommit(BorrowerId borrower) =>
    [
        State(borrower), States, Open, Due, Marks, Borrower(borrower), Borrowers, Floor, Log, Draft,
        JournalKey(borrower), Writes,
    ];

    /// <summary>The keys of <c>update.lua</c>, in their order.</summary>
    public RedisKey[] ForUpdate(BorrowerId borrower) => [Borrower(borrower), Borrowers, Marks, Floor, Writes];
}
