using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Architecture;

/// <summary>Names that only one place of the product may know, so that each seam can be seen in one file.</summary>
internal static class NamePlaces
{
    private const string CompositionRoot = "Program";

    private static readonly string[] _configuration =
        ["IConfiguration", "IConfigurationRoot", "IConfigurationSection", "ConfigurationManager"];

    private static readonly string[] _disk =
        ["File", "Directory", "FileInfo", "DirectoryInfo", "FileStream", "FileSystemWatcher"];

    /// <summary>The stores behind the ports are chosen once, where the server is put together.</summary>
    public static IEnumerable<Finding> Stores(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.IsUnder("src/Tocsin.Sqlite") && !file.IsUnder("src/Tocsin.Redis")
        from name in NamesUnder(file, ["Tocsin.Sqlite", "Tocsin.Redis"])
        where !IsServerRoot(file) || IsGlobal(name)
        select file.Finding($"{name}: only the server's {CompositionRoot}.cs names a store", name);

    /// <summary>The wire's types end where a call enters, so that the contract can change without the domain.</summary>
    public static IEnumerable<Finding> WireTypes(IEnumerable<SourceFile> files) =>
        from file in files
        where file.IsUnder("src/Tocsin.Server")
        from name in NamesUnder(file, ["Tocsin.V1"])
        where !file.IsUnder("src/Tocsin.Server/Endpoints") || IsGlobal(name)
        select file.Finding($"{name}: wire types stay in Endpoints/", name);

    /// <summary>Options are bound once; everything else takes its own options type.</summary>
    public static IEnumerable<Finding> Configuration(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Stem != CompositionRoot
        from name in Identifiers(file, _configuration)
        select file.Finding($"{name}: configuration is read in {CompositionRoot}.cs only", name);

    /// <summary>The domain is given what it needs; only the folder of rules is read by it.</summary>
    public static IEnumerable<Finding> Disk(IEnumerable<SourceFile> files) =>
        from file in files
        where file.IsUnder("src/Tocsin.Core") && file.Stem != "RuleFolder"
        from name in Identifiers(file, _disk)
        where name.Parent is MemberAccessExpressionSyntax or ObjectCreationExpressionSyntax or QualifiedNameSyntax
        where name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name
        select file.Finding($"{name}: only RuleFolder touches a disk", name);

    private static bool IsServerRoot(SourceFile file) =>
        file.Folder == "src/Tocsin.Server" && file.Stem == CompositionRoot;

    // A global using in the composition root would open the name to every other file.
    private static bool IsGlobal(SyntaxNode name) =>
        name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { } directive
        && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    private static IEnumerable<SyntaxNode> NamesUnder(SourceFile file, string[] spaces) =>
        from node in file.Syntax.DescendantNodes()
        where node is QualifiedNameSyntax or MemberAccessExpressionSyntax
        where node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name != node
        let name = node.ToString().Replace("global::", "", StringComparison.Ordinal)
        where spaces.Contains(name)
        select node;

    private static IEnumerable<IdentifierNameSyntax> Identifiers(SourceFile file, string[] names) =>
        file.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => names.Contains(name.Identifier.Text));
}
