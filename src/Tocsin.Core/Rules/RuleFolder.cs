using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;

namespace Tocsin.Core.Rules;

/// <summary>Reads a folder of rule files; the only place in the domain that touches a disk.</summary>
public static partial class RuleFolder
{
    /// <summary>The most folders, each counted as often as links lead to it.</summary>
    public const int MaximumFolders = 1_000;

    /// <summary>How often a folder that moves is read before that is given up.</summary>
    public const int DefaultTries = 10;

    private const int MaximumDepth = 16;

    /// <summary>
    /// Every <c>.json</c> file below a folder, read whole. Files and folders whose name begins with a dot are left out
    /// (Kubernetes keeps its own copies under such names), and so is the folder <c>schemas</c>.
    /// </summary>
    /// <remarks>
    /// The files were there together. The folder is read until two reads in a row give the same paths, bytes, links and
    /// times: each byte that is answered was then read before and after one moment, the one between the two reads. Not
    /// seen is only what changes after its first read and is the same again at its second, in bytes and, to the clock
    /// of the file system, in times. Whether that moment lay between two steps of somebody's change no read can tell:
    /// a folder that changes in one step is one whose link is renamed.
    /// </remarks>
    /// <param name="folder">The folder.</param>
    /// <param name="tries">How often it is read at most, at least 2.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="IOException">
    /// A file cannot be read now, a bound of <see cref="RuleFiles"/> is passed, or the folder keeps changing.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static RuleFiles Read(string folder, int tries = DefaultTries)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 2);
        var root = Path.GetFullPath(folder);
        var before = Look(root).Stamp;
        for (var i = 1; i < tries; i++)
        {
            var now = Look(root);
            // A fault counts like content: a file that is gone for a moment is no reason to give up.
            if (now.Stamp == before && now.Fault is not ListedIsGoneException)
            {
                if (now.Fault is not null) ExceptionDispatchInfo.Throw(now.Fault);
                return now.Files!;
            }

            before = now.Stamp;
        }

        throw new IOException($"{root} keeps changing: of {tries} reads no two in a row were the same.");
    }

    private static FolderLook Look(string root)
    {
        var stamp = new StringBuilder();
        try
        {
            var files = ReadOnce(root, stamp);
            // Times alone miss what changes twice within one tick of the file system's clock.
            stamp.Append(files.Digest);
            return new FolderLook(files, null, stamp.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            stamp.Append(exception.Message);
            return new FolderLook(null, exception, stamp.ToString());
        }
    }

    private static RuleFiles ReadOnce(string root, StringBuilder stamp)
    {
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"There is no folder {root}.");
        var files = new List<RuleFile>();
        var total = 0L;
        foreach (var path in Paths(root, stamp))
        {
            var content = ReadListed(path, stamp);
            total += content.Length;
            files.Add(new RuleFile(Path.GetRelativePath(root, path).Replace('\\', '/'), content));
            if (total > RuleFiles.MaximumTotalBytes || files.Count > RuleFiles.MaximumFiles)
            {
                throw new IOException($"{root} holds more than {RuleFiles.MaximumFiles} files or "
                    + $"{RuleFiles.MaximumTotalBytes} bytes of rules.");
            }
        }

        return new RuleFiles(files);
    }

    // What was listed a moment ago and is not there is being moved, however often that is seen; only a link that leads
    // nowhere stays so.
    private static byte[] ReadListed(string path, StringBuilder stamp)
    {
        try
        {
            // Stamped first: what moves between stamp and read moves the next stamp.
            AppendStamp(stamp, new FileInfo(path));
            return ReadFile(path);
        }
        catch (Exception exception) when (
            exception is FileNotFoundException or DirectoryNotFoundException && new FileInfo(path).LinkTarget is null)
        {
            throw new ListedIsGoneException(exception);
        }
    }

    // A link has times of its own, which tell that it was renamed there even if it led to the same place before.
    private static void AppendStamp(StringBuilder stamp, FileSystemInfo entry)
    {
        stamp.Append(entry.FullName).Append('\0').Append(entry.LinkTarget).Append('\0');
        AppendTimes(stamp, entry);
        if (entry is FileInfo && entry.LinkTarget is not null
            && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            AppendTimes(stamp, target);
    }

    // A file that is replaced by a rename was made at another time, even if somebody set the time of its last write. A
    // folder's last write moves with every file beside the rules, so it does not count.
    private static void AppendTimes(StringBuilder stamp, FileSystemInfo entry)
    {
        stamp.Append(CultureInfo.InvariantCulture, $"{entry.CreationTimeUtc.Ticks} ");
        if (entry is FileInfo { Exists: true } file)
            stamp.Append(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks} {file.Length} ");
    }

    private sealed class ListedIsGoneException(Exception cause) : IOException(cause.Message, cause);

    private sealed record FolderLook(RuleFiles? Files, Exception? Fault, string Stamp);
}
