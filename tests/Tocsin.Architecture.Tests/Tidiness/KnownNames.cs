using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>Every path of the tree, and every name that the product's code or contract declares.</summary>
internal sealed partial class KnownNames
{
    private readonly HashSet<string> _names;
    private readonly List<string> _paths;

    public KnownNames(IReadOnlyCollection<SourceFile> files)
    {
        _paths = [.. files.Select(file => file.Path)];
        _names = [.. files.Where(file => file.IsUnder("src") && file.IsCSharp).SelectMany(Declared)];
        _names.UnionWith(_paths.Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(path => path.Split('/').SkipLast(1)).SelectMany(part => part.Split('.')));
        _names.UnionWith(from file in files
                         where file.Path.EndsWith(".proto", StringComparison.Ordinal)
                         from Match declared in DeclaredInProto().Matches(file.Text)
                         select declared.Groups[1].Value);
    }

    public bool HasName(string name) => _names.Contains(name);

    /// <summary>
    /// A file or folder from the root or from the document's folder, or a bare file name from anywhere.
    /// </summary>
    public bool HasPath(string path, string folder)
    {
        var shape = Regex.Escape(path.TrimEnd('/')).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        var start = path.Contains('/', StringComparison.Ordinal) ? $"(?:{Regex.Escape(folder)}/)?" : "(?:.*/)?";
        return Collapsed(folder, path) is { } inside && _paths.Contains(inside)
            || _paths.Exists(known => Regex.IsMatch(known, $"^{start}{shape}(?:/.*)?$"));
    }

    /// <summary>The path from the root that <c>../</c> in a link means.</summary>
    private static string? Collapsed(string folder, string path)
    {
        var parts = new Stack<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && !parts.TryPop(out _))
                return null;
            if (part is not (".." or "."))
                parts.Push(part);
        }
        return string.Join('/', parts.Reverse());
    }

    private static IEnumerable<string> Declared(SourceFile file) =>
        from token in file.Syntax.DescendantTokens()
        where token.IsKind(SyntaxKind.IdentifierToken)
        where token.Parent is MemberDeclarationSyntax or VariableDeclaratorSyntax or ParameterSyntax
        select token.Text;

    [GeneratedRegex(@"^\s*(?:message|enum|service|rpc)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex DeclaredInProto();
}
