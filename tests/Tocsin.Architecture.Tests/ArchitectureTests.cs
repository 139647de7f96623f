using System.Reflection;
using Tocsin.Architecture.Tests.Architecture;
using Tocsin.Architecture.Tests.Tree;
using Xunit;

namespace Tocsin.Architecture.Tests;

/// <summary>Who may know whom, run over the tree. Each rule has a bad sample that shows that it can fail.</summary>
public sealed class ArchitectureTests
{
    private static readonly SourceTree _tree = SourceTree.Current;

    [Fact]
    public void Projects_KnowOnlyWhatTheyMay() =>
        Verdict.Clean(_tree.Projects.Where(project => project.IsUnder("src")).SelectMany(ProjectArrows.Find));

    [Theory]
    [InlineData("<ProjectReference Include='../Tocsin.Redis/Tocsin.Redis.csproj' />", "must not know Tocsin.Redis")]
    [InlineData("<PackageReference Include='Grpc.AspNetCore' />", "must not use Grpc.AspNetCore")]
    [InlineData("<FrameworkReference Include='Microsoft.AspNetCore.App' />", "must not use Microsoft.AspNetCore.App")]
    public void ProjectArrow_BadSample_IsFound(string item, string message) => Verdict.Found(
        ProjectArrows.Find(new("src/Tocsin.Core/Tocsin.Core.csproj", $"<Project>{item}</Project>")), message);

    [Fact]
    public void UnnamedProject_BadSample_IsFound() => Verdict.Found(
        ProjectArrows.Find(new("src/Tocsin.Extra/Tocsin.Extra.csproj", "<Project />")), "no place");

    [Fact]
    public void Solution_HoldsEveryProject() => Verdict.Clean(ProjectArrows.OutsideSolution(
        _tree.Files.Single(file => file.Path == "Tocsin.slnx"), _tree.Projects));

    [Fact]
    public void Solution_BadSample_IsFound() => Verdict.Found(
        ProjectArrows.OutsideSolution(new("Tocsin.slnx", "<Solution />"), [new("src/A/A.csproj", "")]),
        "not in the solution");

    [Fact]
    public void Core_StandsOnTheBaseLibrary() =>
        Assert.Empty(CoreReferences.Foreign(Assembly.Load("Tocsin.Core")));

    [Fact]
    public void CoreReference_BadSample_IsFound() =>
        Assert.Contains("xunit.v3.core", CoreReferences.Foreign(typeof(ArchitectureTests).Assembly));

    [Fact]
    public void Stores_AreNamedInTheCompositionRoot() => Verdict.Clean(NamePlaces.Stores(_tree.Product));

    [Theory]
    [InlineData("src/Tocsin.Server/Warnings/A.cs", "using Tocsin.Redis;")]
    [InlineData("src/Tocsin.Cli/A.cs", "var store = new Tocsin.Sqlite.SqliteStore();")]
    [InlineData("src/Tocsin.Server/Program.cs", "global using Tocsin.Redis;")]
    public void StoreName_BadSample_IsFound(string path, string text) =>
        Verdict.Found(NamePlaces.Stores([new(path, text)]), "names a store");

    [Fact]
    public void StoreName_InTheCompositionRoot_IsNotFound() =>
        Verdict.Clean(NamePlaces.Stores([new("src/Tocsin.Server/Program.Store.cs", "using Tocsin.Redis;")]));

    [Fact]
    public void WireTypes_StopAtTheEndpoints() => Verdict.Clean(NamePlaces.WireTypes(_tree.Product));

    [Theory]
    [InlineData("src/Tocsin.Server/Warnings/A.cs", "using Tocsin.V1;")]
    [InlineData("src/Tocsin.Server/Program.cs", "using V1 = global::Tocsin.V1;")]
    [InlineData("src/Tocsin.Server/Endpoints/A.cs", "global using Tocsin.V1;")]
    public void WireType_BadSample_IsFound(string path, string text) =>
        Verdict.Found(NamePlaces.WireTypes([new(path, text)]), "stay in Endpoints/");

    [Fact]
    public void Configuration_IsReadInTheCompositionRoot() => Verdict.Clean(NamePlaces.Configuration(_tree.Product));

    [Fact]
    public void Configuration_BadSample_IsFound() => Verdict.Found(
        NamePlaces.Configuration([new("src/Tocsin.Server/A.cs", "class A(IConfiguration settings);")]),
        "configuration is read in");

    [Fact]
    public void Core_LeavesTheDiskToTheRuleFolder() => Verdict.Clean(NamePlaces.Disk(_tree.Product));

    [Theory]
    [InlineData("var text = File.ReadAllText(path);")]
    [InlineData("using var stream = new FileStream(path, mode);")]
    public void Disk_BadSample_IsFound(string text) => Verdict.Found(
        NamePlaces.Disk([new("src/Tocsin.Core/Rules/A.cs", text)]), "only RuleFolder");

    [Fact]
    public void Interfaces_AreSeams() => Verdict.Clean(InterfaceSeams.Find(_tree.CSharp, InterfaceSeams.Exceptions));

    [Fact]
    public void InterfaceSeam_BadSample_IsFound() => Verdict.Found(
        InterfaceSeams.Find(
            [new("src/A/A.cs", "interface IScorer; class Scorer : IScorer;")], InterfaceSeams.Exceptions),
        "IScorer has 1 implementers");

    [Fact]
    public void InterfaceSeam_TwoImplementers_IsNotFound() => Verdict.Clean(InterfaceSeams.Find(
        [
            new("src/A/A.cs", "interface IScorer<T>; interface ISpecial : N.IScorer<int>; class A : ISpecial;"),
            new("tests/A.Tests/B.cs", "class B : ISpecial;"),
        ],
        InterfaceSeams.Exceptions));

    [Fact]
    public void InterfaceException_NoLongerNeeded_IsFound() => Verdict.Found(
        InterfaceSeams.Find(
            [new("src/A/A.cs", "interface I; class A : I; class B : I;")],
            new Dictionary<string, string> { ["I"] = "It had one." }),
        "no exception any more");
}
