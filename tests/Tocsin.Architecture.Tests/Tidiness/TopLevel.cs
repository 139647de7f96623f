using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>The top of the tree is the first page a reader sees; only what must sit there does.</summary>
internal static class TopLevel
{
    private static readonly HashSet<string> _folders = [".ci", "deploy", "protos", "rules", "src", "tests"];

    private static readonly HashSet<string> _files =
    [
        "README.md", "LICENSE",
        ".editorconfig", ".gitattributes", ".gitignore", "BannedSymbols.txt", "Directory.Build.props",
        "Directory.Build.targets", "Directory.Packages.props", "Tocsin.slnx", "global.json",
    ];

    public static IEnumerable<Finding> Find(IEnumerable<SourceFile> files) =>
        from file in files
        let top = file.Path.Split('/')[0]
        where !(top == file.Path ? _files : _folders).Contains(top)
        select file.Finding($"'{top}' is not one of the entries of the top level");
}
