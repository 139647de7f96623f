using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>Whoever reads a type finds its tests in the same folder of the test project, under its name.</summary>
internal static class TestMirror
{
    /// <summary>
    /// Folders below a test project, and whole test projects, that mirror nothing; each with its reason.
    /// </summary>
    private static readonly Dictionary<string, string> _exceptions = new()
    {
        ["tests/Tocsin.Architecture.Tests"] = "It tests the tree, not a type.",
        ["tests/Tocsin.Replay.Tests"] = "It mirrors tests/Tocsin.Replay, a program among the tests.",
        ["tests/Tocsin.Load.Tests"] = "It mirrors tests/Tocsin.Load, a program among the tests.",
        ["tests/Tocsin.Core.Tests/Published"] = "It tests what papers printed, by rules, not a type.",
        ["tests/Tocsin.Redis.Tests/Topology"] = "It tests the shapes a Redis can have, not a type.",
        ["tests/Tocsin.Server.Tests/EndToEnd"] = "It tests the running server over the wire.",
        ["tests/Tocsin.Cli.Tests/EndToEnd"] = "It tests the tool as a process against a running server.",
        ["tests/Tocsin.Journal.Tests/EndToEnd"] = "It tests a process that journals and is killed.",
        ["tests/Tocsin.Client.Tests/EndToEnd"] = "It tests the client against a running server.",
    };

    public static IEnumerable<Finding> Find(IReadOnlyCollection<SourceFile> files)
    {
        var product = files.Where(file => file.IsUnder("src")).Select(file => $"{file.Folder}/{file.Stem}").ToHashSet();
        return from file in files
               where file.IsUnder("tests") && file.IsCSharp && file.Stem.EndsWith("Tests", StringComparison.Ordinal)
               where file.Path.Split('/')[1].EndsWith(".Tests", StringComparison.Ordinal)
               where !_exceptions.Keys.Any(file.IsUnder)
               let wanted = Mirrored(file)
               where !product.Contains(wanted)
               select file.Finding($"mirrors nothing: {wanted}.cs does not exist");
    }

    public static IEnumerable<Finding> UnusedExceptions(IReadOnlyCollection<SourceFile> files) =>
        from exception in _exceptions.Keys
        let project = string.Join('/', exception.Split('/').Take(2))
        where !files.Any(file => file.IsUnder(project))
        select new Finding(exception, 0, "is an exception for a test project that does not exist");

    private static string Mirrored(SourceFile test)
    {
        var parts = test.Folder.Split('/');
        parts[0] = "src";
        parts[1] = parts[1][..^".Tests".Length];
        return $"{string.Join('/', parts)}/{test.Stem[..^"Tests".Length]}";
    }
}
