using System.Buffers.Binary;
using System.IO.Compression;

namespace Tocsin.Core.Rules.Publishing;

/// <summary>
/// The files of a rule set as one ZIP archive, which any tool takes apart. In one build of the program equal files make
/// equal bytes. Thread-safe.
/// </summary>
public static class RuleFilesCodec
{
    /// <summary>The largest archive that is read, in bytes: the largest set, and what an archive adds to it.</summary>
    public const int MaximumZipBytes = RuleFiles.MaximumTotalBytes + RuleFiles.MaximumFileBytes;

    // A plain file that its owner may write and everybody read, as Unix notes it in an archive.
    private const int PlainFile = unchecked((int)(0x81A4u << 16));

    // The earliest time that an archive can hold: when a file was last written is no part of a rule set.
    private static readonly DateTimeOffset _written = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs files.</summary>
    /// <exception cref="ArgumentException">They are out of their bounds, so nobody could read them again.</exception>
    public static byte[] ToZip(RuleFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (FindFault(files.Files) is { } fault) throw new ArgumentException(fault, nameof(files));
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files.Files)
            {
                var entry = archive.CreateEntry(file.Path, CompressionLevel.Optimal);
                entry.LastWriteTime = _written;
                entry.ExternalAttributes = PlainFile;
                using var content = entry.Open();
                content.Write(file.Content.Span);
            }
        }

        return packed.ToArray();
    }

    /// <summary>Unpacks files, and looks whether they are those of a digest.</summary>
    /// <exception cref="InvalidDataException">They are not, or this is no archive of rule files.</exception>
    public static RuleFiles FromZip(ReadOnlyMemory<byte> zip, string digest)
    {
        var files = FromZip(zip);
        return files.Digest == digest
            ? files
            : throw new InvalidDataException($"The archive holds the files of {files.Digest}, not of {digest}.");
    }

    /// <summary>Unpacks files within the bounds of <see cref="RuleFiles"/>, whatever the archive says.</summary>
    /// <exception cref="InvalidDataException">It is no archive of rule files.</exception>
    public static RuleFiles FromZip(ReadOnlyMemory<byte> zip)
    {
        if (zip.Length > MaximumZipBytes)
            throw new InvalidDataException($"The archive has more than {MaximumZipBytes} bytes.");
        // An archive that lists millions of entries would take many times its size only to be looked at.
        if (!HasFewEntries(zip.Span)) throw new InvalidDataException(TooMany);
        try
        {
            using var packed = new MemoryStream(zip.ToArray(), writable: false);
            using var archive = new ZipArchive(packed, ZipArchiveMode.Read);
            return Read(archive);
        }
        catch (Exception fault) when (fault is IOException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException("The archive is damaged, or packed in a way that is not read.", fault);
        }
    }

    // What the end of the archive says of its list: the reader takes no more entries than it says. Where one of these
    // numbers is the largest there can be, the true one would stand in an extension for archives larger than ours.
    private static bool HasFewEntries(ReadOnlySpan<byte> zip)
    {
        const int fixedPart = 22;
        ReadOnlySpan<byte> signature = [0x50, 0x4b, 0x05, 0x06];
        var tail = zip[Math.Max(0, zip.Length - fixedPart - ushort.MaxValue)..];
        var at = tail.LastIndexOf(signature);
        if (at < 0 || tail.Length - at < fixedPart) return true;
        var end = tail[at..];
        return BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) != ushort.MaxValue
            && BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) <= RuleFiles.MaximumFiles
            && BinaryPrimitives.ReadUInt32LittleEndian(end[16..]) != uint.MaxValue;
    }

    private static RuleFiles Read(ZipArchive archive)
    {
        if (archive.Entries.Count > RuleFiles.MaximumFiles) throw new InvalidDataException(TooMany);
        var files = new List<RuleFile>();
        var left = RuleFiles.MaximumTotalBytes;
        foreach (var entry in archive.Entries)
        {
            var content = Read(entry, Math.Min(left, RuleFiles.MaximumFileBytes));
            left -= content.Length;
            files.Add(new RuleFile(entry.FullName, content));
        }

        return FindFault(files) is { } fault ? throw new InvalidDataException(fault) : new RuleFiles(files);
    }

    // What an entry says of its length is not believed: a few bytes can unpack to many.
    private static byte[] Read(ZipArchiveEntry entry, int most)
    {
        using var packed = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = packed.Read(buffer)) > 0;)
        {
            if (content.Length + read > most) throw new InvalidDataException(TooLarge);
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private static string? FindFault(IReadOnlyList<RuleFile> files)
    {
        if (files.Count > RuleFiles.MaximumFiles) return TooMany;
        if (files.Any(file => file.Content.Length > RuleFiles.MaximumFileBytes)
            || files.Sum(file => (long)file.Content.Length) > RuleFiles.MaximumTotalBytes)
            return TooLarge;
        if (files.FirstOrDefault(file => !RuleFile.IsPath(file.Path)) is { } strange)
            return $"'{strange.Path}' is no path of a rule file.";
        var paths = new HashSet<string>(StringComparer.Ordinal);
        return files.FirstOrDefault(file => !paths.Add(file.Path)) is { } again
            ? $"'{again.Path}' is there twice." : null;
    }

    private static string TooMany => $"A rule set has at most {RuleFiles.MaximumFiles} files.";

    private static string TooLarge =>
        $"A rule file has at most {RuleFiles.MaximumFileBytes} bytes, and a set {RuleFiles.MaximumTotalBytes}.";
}
