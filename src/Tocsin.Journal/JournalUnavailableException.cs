namespace Tocsin.Journal;

/// <summary>
/// A record could not be journaled, so that what it records must not be answered. The message is ours; what the system
/// said stays in the inner exception.
/// </summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Without a message; only for serializers.</summary>
    public JournalUnavailableException() { }

    /// <summary>With what went wrong.</summary>
    public JournalUnavailableException(string message) : base(message) { }

    /// <summary>With what went wrong and what the system said.</summary>
    public JournalUnavailableException(string message, Exception inner) : base(message, inner) { }

    internal JournalUnavailableException(JournalFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What went wrong.</summary>
    public JournalFault Fault { get; }
}

/// <summary>Why a record could not be journaled.</summary>
public enum JournalFault
{
    /// <summary>The file could not be written; the next record tries again.</summary>
    WriteFailed = 0,

    /// <summary>The disk, or the quota, is full; the next record tries again.</summary>
    DiskFull = 1,

    /// <summary>The journal is closed.</summary>
    Closed = 2,

    /// <summary>The record has more bytes than an entry may have.</summary>
    EntryTooLarge = 3,
}
