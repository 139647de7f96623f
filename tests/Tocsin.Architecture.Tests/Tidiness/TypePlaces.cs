using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>A type is found by its name: the file is called after it and the folder after its namespace.</summary>
internal static class TypePlaces
{
    public static IEnumerable<Finding> OtherFileName(IEnumerable<SourceFile> files) =>
        from file in files
        let first = file.TopLevelTypes.FirstOrDefault(IsSeenOutside)
        where first is not null && file.Stem != "Program" && SourceFile.NameOf(first) != file.Stem
        select file.Finding($"the first type is {SourceFile.NameOf(first)}; call the file after it", first);

    public static IEnumerable<Finding> OtherNamespace(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Folder.Contains('/', StringComparison.Ordinal)
        from space in file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        let wanted = NamespaceOf(file.Folder)
        where space.Name.ToString() != wanted
        select file.Finding($"the namespace is {space.Name}; the folder says {wanted}", space);

    // What belongs to generated types stands in the contract's namespace, which no folder has.
    private static string NamespaceOf(string folder) => folder == "src/Tocsin.Protocol"
        ? "Tocsin.V1" : string.Join('.', folder.Split('/').Skip(1));

    private static bool IsSeenOutside(MemberDeclarationSyntax type) =>
        !type.Modifiers.Any(word => word.IsKind(SyntaxKind.FileKeyword));
}
