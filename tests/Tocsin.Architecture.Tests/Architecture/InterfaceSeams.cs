using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Architecture;

/// <summary>
/// An interface marks a real seam: two types of the tree stand behind it, a test's double being one. Base lists are
/// read from the source, so that doubles in every test project count.
/// </summary>
internal static class InterfaceSeams
{
    public const int FewestImplementers = 2;

    /// <summary>Interfaces with fewer, each with its reason. One that has enough by now is found as well.</summary>
    public static readonly IReadOnlyDictionary<string, string> Exceptions = new Dictionary<string, string>();

    private static readonly string[] _stores = ["src/Tocsin.Sqlite", "src/Tocsin.Redis"];

    public static IEnumerable<Finding> Find(
        IReadOnlyCollection<SourceFile> files, IReadOnlyDictionary<string, string> exceptions)
    {
        var bases = (from file in files
                     from type in file.Types.OfType<BaseTypeDeclarationSyntax>()
                     where type.BaseList is not null
                     from entry in type.BaseList!.Types
                     select (Type: type, Base: SimpleName(entry.Type))).ToLookup(pair => pair.Base, pair => pair.Type);
        var seams = files.Where(file => file.IsUnder("src") && !IsUnbuiltPort(file, files))
            .SelectMany(file => file.Types.OfType<InterfaceDeclarationSyntax>().Select(type => (file, type)));
        foreach (var (file, type) in seams)
        {
            var name = type.Identifier.Text;
            var count = Implementers(name, bases, []).Distinct().Count();
            if (count < FewestImplementers && !exceptions.ContainsKey(name))
                yield return file.Finding($"{name} has {count} implementers; a seam has {FewestImplementers}", type);
            if (count >= FewestImplementers && exceptions.ContainsKey(name))
                yield return file.Finding($"{name} has {count} implementers and is no exception any more", type);
        }
    }

    /// <summary>The store's ports are judged from the moment both stores have code.</summary>
    private static bool IsUnbuiltPort(SourceFile file, IReadOnlyCollection<SourceFile> files) =>
        file.IsUnder("src/Tocsin.Core") && file.Stem.EndsWith("Store", StringComparison.Ordinal)
        && !_stores.All(store => files.Any(other => other.IsCSharp && other.IsUnder(store)));

    private static IEnumerable<string> Implementers(
        string name, ILookup<string, BaseTypeDeclarationSyntax> bases, HashSet<string> seen)
    {
        if (!seen.Add(name))
            yield break;
        foreach (var type in bases[name])
        {
            if (type is not InterfaceDeclarationSyntax)
                yield return type.Identifier.Text;
            foreach (var further in Implementers(type.Identifier.Text, bases, seen))
                yield return further;
        }
    }

    private static string SimpleName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => type.ToString(),
    };
}
