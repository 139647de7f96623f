using System.Xml.Linq;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Architecture;

/// <summary>Which project may know which. A project that is not named here may know none, and is told so.</summary>
internal static class ProjectArrows
{
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["Tocsin.Core"] = [],
        ["Tocsin.Protocol"] = [],
        ["Tocsin.Sqlite"] = ["Tocsin.Core"],
        ["Tocsin.Redis"] = ["Tocsin.Core"],
        ["Tocsin.Journal"] = ["Tocsin.Core"],
        ["Tocsin.Client"] = ["Tocsin.Protocol"],
        ["Tocsin.Server"] = ["Tocsin.Core", "Tocsin.Journal", "Tocsin.Protocol", "Tocsin.Redis", "Tocsin.Sqlite"],
        ["Tocsin.Cli"] = ["Tocsin.Client", "Tocsin.Core", "Tocsin.Journal", "Tocsin.Protocol"],
    };

    private static readonly Dictionary<string, string[]> _packages = new()
    {
        ["Tocsin.Core"] = ["RulesEngine", "System.Linq.Dynamic.Core"],
    };

    public static IEnumerable<Finding> Find(SourceFile project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Name);
        if (!_allowed.TryGetValue(name, out var projects))
            return [project.Finding("has no place in the architecture yet; say here what it may know")];
        var references = Included(project, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Split('/', '\\')[^1]))
            .Except(projects)
            .Select(other => project.Finding($"must not know {other}"));
        var packages = _packages.TryGetValue(name, out var names)
            ? Included(project, "PackageReference").Concat(Included(project, "FrameworkReference")).Except(names)
            : [];
        return references.Concat(packages.Select(other => project.Finding($"must not use {other}")));
    }

    /// <summary>A project that the solution leaves out is neither built nor tested by anybody.</summary>
    public static IEnumerable<Finding> OutsideSolution(SourceFile solution, IEnumerable<SourceFile> projects)
    {
        var members = XDocument.Parse(solution.Text).Descendants("Project")
            .Select(project => project.Attribute("Path")?.Value.Replace('\\', '/')).ToHashSet();
        return projects.Where(project => !members.Contains(project.Path))
            .Select(project => project.Finding("is not in the solution"));
    }

    private static IEnumerable<string> Included(SourceFile project, string item) =>
        from element in XDocument.Parse(project.Text).Descendants(item)
        let include = element.Attribute("Include")?.Value
        where include is not null
        select include;
}
