namespace Tocsin.Journal;

/// <summary>How a <see cref="DecisionJournal"/> is set up. Read once, when it is opened.</summary>
public sealed class JournalOptions
{
    /// <summary>The longest name of an instance.</summary>
    public const int MaximumInstanceLength = 64;

    private const int Mebibyte = 1 << 20;

    /// <summary>
    /// The folder under which each instance has one of its own, made when it is absent; relative to the working
    /// directory. An instance's folder belongs to one process at a time. Default: <c>journal</c>.
    /// </summary>
    public string Folder { get; set; } = "journal";

    /// <summary>
    /// The instance's name, 1 to 64 characters of <c>A-Z a-z 0-9 . _ : -</c> that begin with a letter or digit. Two
    /// instances on one store need two names. Default: <c>main</c>.
    /// </summary>
    public string Instance { get; set; } = "main";

    /// <summary>What an answer waits for. Default: <see cref="JournalMode.Written"/>.</summary>
    public JournalMode Mode { get; set; } = JournalMode.Written;

    /// <summary>
    /// How many entries wait for the writer, 1 to 1,000,000; further callers wait for room, and in mode background
    /// their records are lost. Default: 8,192.
    /// </summary>
    public int QueueLength { get; set; } = 8_192;

    /// <summary>
    /// How many bytes wait for the writer, 64 KiB to 4 GiB; as <see cref="QueueLength"/>. Default: 64 MiB.
    /// </summary>
    public long QueueBytes { get; set; } = 64L * Mebibyte;

    /// <summary>How many bytes one entry may have, 4 KiB to 1 MiB; a larger one is refused. Default: 256 KiB.</summary>
    public int EntryBytes { get; set; } = 256 << 10;

    /// <summary>How many entries one group takes, 1 to 65,536. Default: 4,096.</summary>
    public int GroupEntries { get; set; } = 4_096;

    /// <summary>
    /// How many bytes one group takes, 4 KiB to 8 MiB; an entry is never split. Default: 1 MiB.
    /// </summary>
    public int GroupBytes { get; set; } = Mebibyte;

    /// <summary>The size at which a segment is closed and another begun, 64 KiB to 1 GiB. Default: 64 MiB.</summary>
    public long SegmentBytes { get; set; } = 64L * Mebibyte;

    /// <summary>
    /// The age at which a segment that holds anything is closed and another begun, 1 min to 366 days, so that what is
    /// past <see cref="RetainDays"/> goes from a quiet journal too: about so much later. Default: 1 day.
    /// </summary>
    public TimeSpan SegmentAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The size of all segments over which the oldest go, 1 MiB to 100 TiB; the open one always stays. While the store
    /// does not answer all stay: without its note of the oldest one left, files that went are told from files that were
    /// taken by nobody. Default: 50 GiB.
    /// </summary>
    public long RetainBytes { get; set; } = 50L * 1024 * Mebibyte;

    /// <summary>The days after which segments go, 1 to 36,500. Default: 1,826, five years.</summary>
    public int RetainDays { get; set; } = 1_826;

    /// <summary>How often the head is anchored in the store when it has moved, 100 ms to 1 h. Default: 1 s.</summary>
    public TimeSpan AnchorEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many borrowers' keys are kept at hand, 1 to 1,000,000. Default: 10,000.</summary>
    public int CachedKeys { get; set; } = 10_000;

    /// <summary>
    /// How long a borrower's key is kept at hand, 1 s to 1 h: so long, while the store is away, may another instance
    /// still seal under a key that an erasure destroyed. Nobody reads with a key that is at hand. Default: 10 min.
    /// </summary>
    public TimeSpan CachedKeyAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The age from which a key at hand is compared with the store's before it is used, 1 s to 1 h: so long, while the
    /// store answers, may an instance still seal under a key that was destroyed elsewhere. Default: 30 s.
    /// </summary>
    public TimeSpan CheckedKeyAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a record waits for the store to give the borrower's key, 1 ms to 1 min; then its personal values are
    /// left out. Default: 250 ms.
    /// </summary>
    public TimeSpan KeyWait { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A checked copy that nobody else can change.</summary>
    /// <exception cref="ArgumentException">A value is out of its bounds; the message names it.</exception>
    internal JournalOptions Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        if (!IsName(Instance)) throw OutOfBounds(nameof(Instance), "1 to 64 of A-Z a-z 0-9 . _ : -");
        if (!Enum.IsDefined(Mode)) throw OutOfBounds(nameof(Mode), "Written, Synced or Background");
        Check(nameof(QueueLength), QueueLength, 1, 1_000_000);
        Check(nameof(QueueBytes), QueueBytes, 64 << 10, 4096L * Mebibyte);
        Check(nameof(EntryBytes), EntryBytes, 4 << 10, Mebibyte);
        Check(nameof(GroupEntries), GroupEntries, 1, 65_536);
        Check(nameof(GroupBytes), GroupBytes, 4 << 10, 8 * Mebibyte);
        Check(nameof(SegmentBytes), SegmentBytes, 64 << 10, 1024L * Mebibyte);
        Check(nameof(SegmentAge), SegmentAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(366));
        Check(nameof(RetainBytes), RetainBytes, Mebibyte, 100L * 1024 * 1024 * Mebibyte);
        Check(nameof(RetainDays), RetainDays, 1, 36_500);
        Check(nameof(AnchorEvery), AnchorEvery, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Check(nameof(CachedKeys), CachedKeys, 1, 1_000_000);
        Check(nameof(CachedKeyAge), CachedKeyAge, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(nameof(CheckedKeyAge), CheckedKeyAge, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(nameof(KeyWait), KeyWait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        var copy = (JournalOptions)MemberwiseClone();
        copy.Folder = Path.GetFullPath(Folder);
        return copy;
    }

    /// <summary>
    /// True for a name that an instance may have. It names a folder, so it may not lead out of the one above.
    /// </summary>
    public static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name) && name.Length <= MaximumInstanceLength && char.IsAsciiLetterOrDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or ':' or '-');

    private static void Check(string name, long value, long least, long most)
    {
        if (value < least || value > most) throw OutOfBounds(name, $"{least} to {most}");
    }

    private static void Check(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most) throw OutOfBounds(name, $"{least:c} to {most:c}");
    }

    private static ArgumentException OutOfBounds(string name, string bounds) =>
        new($"{name} must be {bounds}.", name);
}
