using System.Globalization;

namespace Tocsin.Journal.Files;

/// <summary>Where segments lie, and what lies beside them.</summary>
internal static class SegmentPath
{
    private const string Segment = ".journal";
    private const string Index = ".index";

    /// <summary>The file of the segment whose first group has a number.</summary>
    public static string Of(string folder, long firstGroup) =>
        Path.Combine(folder, firstGroup.ToString("D16", CultureInfo.InvariantCulture) + Segment);

    /// <summary>The file of a segment's index.</summary>
    public static string IndexOf(string segment) => Path.ChangeExtension(segment, Index);

    /// <summary>The segments of a folder, in the order of their first groups; none where there is no folder.</summary>
    public static IReadOnlyList<string> List(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Segment).Where(path => FirstGroupOf(path) > 0)
            .OrderBy(FirstGroupOf)]
        : [];

    /// <summary>The number of the first group by a segment's name; 0 for what is no segment.</summary>
    public static long FirstGroupOf(string path) => long.TryParse(
        Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : 0;

    /// <summary>The head of a segment; null when it cannot be read as one, or is gone.</summary>
    public static SegmentHeader? ReadHeader(string path)
    {
        using var file = FileWindow.TryOpen(path);
        return file is null ? null : SegmentHeader.Read(file.Slice(0, SegmentHeader.Length).Span);
    }
}
