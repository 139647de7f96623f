using System.Globalization;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>
/// Keeps a folder to one process: an open file that the system lets nobody else open, and beside it a file that anyone
/// can read with the process id of the holder. The system frees the lock when the process ends, however it ends.
/// </summary>
internal sealed class SqliteFolderLock : IDisposable
{
    /// <summary>The file that is held.</summary>
    internal const string LockFile = "tocsin.lock";

    /// <summary>The file that says by whom.</summary>
    internal const string PidFile = "tocsin.pid";

    private readonly FileStream _held;
    private readonly string _pidPath;

    private SqliteFolderLock(FileStream held, string pidPath)
    {
        _held = held;
        _pidPath = pidPath;
    }

    /// <summary>Takes a folder that exists.</summary>
    /// <exception cref="StoreRefusedException">Somebody holds it; the message names folder and pid.</exception>
    internal static SqliteFolderLock Take(string folder)
    {
        var pidPath = Path.Combine(folder, PidFile);
        FileStream held;
        try
        {
            held = new FileStream(
                Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (IsHeld(fault))
        {
            throw new StoreRefusedException(
                $"The folder '{folder}' is in use by process {ReadPid(pidPath)}; a folder belongs to one process at a "
                + "time. Stop that process, or give this one another folder.",
                fault);
        }

        try
        {
            File.WriteAllText(pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new SqliteFolderLock(held, pidPath);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        // The lock file stays: removing it would let two processes hold two files of the same name.
        try
        {
            File.Delete(_pidPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A left-over pid only shows in a refusal, and by then the next holder has written its own.
        }

        _held.Dispose();
    }

    /// <summary>EAGAIN on Linux, EWOULDBLOCK on macOS, sharing and lock violations on Windows.</summary>
    private static bool IsHeld(IOException fault) => (fault.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static string ReadPid(string path)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : "unknown";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
