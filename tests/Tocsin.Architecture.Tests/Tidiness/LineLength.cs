using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>Two files fit beside each other on a screen. Prose and JSON are wrapped by whoever shows them.</summary>
internal static class LineLength
{
    public const int Longest = 120;

    private static readonly string[] _endings =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".proto", ".yaml", ".yml", ".sh", "/run", "Containerfile"];

    public static IEnumerable<Finding> Find(IEnumerable<SourceFile> files) =>
        from file in files
        where _endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal))
        from line in file.Lines.Index()
        let columns = line.Item.EnumerateRunes().Count()
        where columns > Longest
        select new Finding(file.Path, line.Index + 1, $"{columns} columns; {Longest} are allowed");
}
