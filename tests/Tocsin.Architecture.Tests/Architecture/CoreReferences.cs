using System.Reflection;

namespace Tocsin.Architecture.Tests.Architecture;

/// <summary>
/// What the compiled domain stands on: the base library and the rule format's parser. The base library is whatever
/// lies beside <see cref="object"/>, so that ASP.NET's folder does not count.
/// </summary>
internal static class CoreReferences
{
    private static readonly HashSet<string> _parser = ["RulesEngine", "System.Linq.Dynamic.Core"];

    private static readonly string _baseLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    public static IEnumerable<string> Foreign(Assembly assembly) =>
        from reference in assembly.GetReferencedAssemblies()
        where !_parser.Contains(reference.Name!)
        where !File.Exists(Path.Combine(_baseLibrary, reference.Name + ".dll"))
        select reference.Name;
}
