using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tocsin.Architecture.Tests.Tree;

/// <summary>A text file of the tree, or a sample that stands for one.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<CompilationUnitSyntax> _syntax;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        _syntax = new(() => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
    }

    /// <summary>From the root of the tree, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The name up to its first dot: a type may be spread over <c>Foo.cs</c> and <c>Foo.Bar.cs</c>.</summary>
    public string Stem => Name.Split('.')[0];

    /// <summary>The folder from the root, without a closing slash; empty at the top.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Only meant for C#.</summary>
    public CompilationUnitSyntax Syntax => _syntax.Value;

    /// <summary>Types that are declared in no other type, in their order, enums and delegates included.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Types.Where(type => type.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax);

    /// <summary>All types, nested ones included.</summary>
    public IEnumerable<MemberDeclarationSyntax> Types =>
        Syntax.DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public Finding Finding(string message, SyntaxNodeOrToken? at = null) =>
        new(Path, at is { } place ? place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1 : 0, message);

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => throw new ArgumentException("Only a type has a name here.", nameof(type)),
    };
}
