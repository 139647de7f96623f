using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>A file is one noun, and a noun that needs more lines than this is two.</summary>
internal static class FileLength
{
    public const int Longest = 300;
    public const int LongestMedian = 60;

    public static IEnumerable<Finding> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Lines.Count > Longest
        select file.Finding($"{file.Lines.Count} lines; {Longest} are allowed");

    public static IEnumerable<Finding> HighMedian(IEnumerable<SourceFile> files)
    {
        var ordered = files.OrderBy(file => file.Lines.Count).ToList();
        if (ordered.Count == 0 || ordered[ordered.Count / 2].Lines.Count <= LongestMedian)
            return [];
        return ordered.Skip(ordered.Count / 2)
            .Select(file => file.Finding($"{file.Lines.Count} lines; the median may be {LongestMedian}"));
    }
}
