using Tocsin.Server.RuleFiles;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

public sealed class FolderTrailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_FolderWithoutLinks_TurnsOnItsOwnName()
    {
        var rules = Made("a/rules");

        Assert.Equivalent(new FolderTrail(rules, [rules]), FolderTrail.Of(rules), strict: true);
    }

    [Fact]
    public void Of_LinksOnTheWay_TurnsOnEachOfThem()
    {
        var rules = Made("versions/7/rules");
        Directory.CreateSymbolicLink(_folder.At("current"), "./versions/x/../newest");
        Made("versions/x");
        Directory.CreateSymbolicLink(_folder.At("versions/newest"), _folder.At("versions/7"));

        var trail = FolderTrail.Of(_folder.At("current/rules"));

        Assert.Equal(rules, trail.End);
        Assert.Equal([_folder.At("current"), _folder.At("versions/newest"), rules], trail.Turns);
    }

    [Fact]
    public void Of_FolderThatIsNotThere_TurnsOnTheFirstNameThatIsNone()
    {
        Made("a");
        File.WriteAllText(_folder.At("a/file"), "");

        Assert.Equivalent(
            new FolderTrail(null, [_folder.At("a/b")]), FolderTrail.Of(_folder.At("a/b/rules")), strict: true);
        Assert.Equivalent(
            new FolderTrail(null, [_folder.At("a/file")]), FolderTrail.Of(_folder.At("a/file")), strict: true);
    }

    [Fact]
    public void Of_LinksThatLeadToEachOther_EndsNowhere()
    {
        Directory.CreateSymbolicLink(_folder.At("a"), "b");
        Directory.CreateSymbolicLink(_folder.At("b"), "a");

        var trail = FolderTrail.Of(_folder.At("a/rules"));

        Assert.Null(trail.End);
        Assert.Equal([_folder.At("a"), _folder.At("b")], trail.Turns.Distinct());
    }

    private string Made(string path) => Directory.CreateDirectory(_folder.At(path)).FullName;
}
