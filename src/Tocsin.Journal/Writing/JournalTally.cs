namespace Tocsin.Journal.Writing;

/// <summary>Counts what a journal does. Thread-safe.</summary>
internal sealed class JournalTally
{
    private long _appended;
    private long _groups;
    private long _bytes;
    private long _failed;
    private long _lost;
    private long _withheld;

    /// <summary>Entries that are in the file.</summary>
    public long Appended => Interlocked.Read(ref _appended);

    /// <summary>Groups that are in the file.</summary>
    public long Groups => Interlocked.Read(ref _groups);

    /// <summary>Bytes of those groups.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Entries whose caller was told that they could not be journaled.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Entries in mode background that are lost.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Decisions whose personal values were left out, because the store did not give the key.</summary>
    public long Withheld => Interlocked.Read(ref _withheld);

    /// <summary>Counts a group.</summary>
    public void Wrote(int entries, int bytes)
    {
        Interlocked.Add(ref _appended, entries);
        Interlocked.Increment(ref _groups);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>Counts an entry that could not be journaled.</summary>
    public void Missed(bool isAwaited) => Interlocked.Increment(ref isAwaited ? ref _failed : ref _lost);

    /// <summary>Counts a decision without its personal values.</summary>
    public void Withhold() => Interlocked.Increment(ref _withheld);
}
