namespace Tocsin.Journal.Files;

/// <summary>
/// Keeps an instance's folder to one process: an open file that the system lets nobody else open, and frees when the
/// process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string LockFile = "journal.lock";

    private readonly FileStream _held;

    private FolderLock(FileStream held) => _held = held;

    /// <summary>Takes a folder that exists.</summary>
    /// <exception cref="JournalUnavailableException">Another process holds it.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            // The file stays when it is freed: removing it would let two processes hold two files of one name.
            return new(new FileStream(
                Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault)
        {
            throw new JournalUnavailableException(
                JournalFault.WriteFailed,
                "The journal's folder is in use by another process; give this instance another name or folder.", fault);
        }
    }

    public void Dispose() => _held.Dispose();
}
