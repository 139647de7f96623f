using System.Diagnostics;
using System.Text;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public sealed partial class RuleFolderTests : IDisposable
{
    private readonly TemporaryRules _rules = new();

    public void Dispose() => _rules.Dispose();

    [Fact]
    public void Read_NestedFolders_GivesPathsWithForwardSlashesInOrdinalOrder()
    {
        _rules.Write("workflows/retail/late.json", "[]");
        _rules.Write("ruleset.json", "{}");
        _rules.Write("policies/a.json", "{}");

        Assert.Equal(["policies/a.json", "ruleset.json", "workflows/retail/late.json"], Paths());
    }

    [Fact]
    public void Read_File_KeepsItsBytes()
    {
        _rules.Write("ruleset.json", """{"name": "小微"}""");

        var file = Assert.Single(RuleFolder.Read(_rules.Folder).Files);

        Assert.Equal("""{"name": "小微"}""", Encoding.UTF8.GetString(file.Content.Span));
    }

    [Fact]
    public void Read_NamesThatBeginWithADot_AreLeftOut()
    {
        _rules.Write("ruleset.json", "{}");
        _rules.Write(".ruleset.json", "{}");
        _rules.Write("..2026_11_01/ruleset.json", "{}");
        _rules.Write("workflows/.draft/late.json", "{}");

        Assert.Equal(["ruleset.json"], Paths());
    }

    [Fact]
    public void Read_Schemas_AreLeftOut()
    {
        _rules.Write("ruleset.json", "{}");
        _rules.Write("schemas/ruleset.schema.json", "{}");

        Assert.Equal(["ruleset.json"], Paths());
    }

    [Fact]
    public void Read_FilesThatAreNoJson_AreLeftOut()
    {
        _rules.Write("ruleset.json", "{}");
        _rules.Write("README.md", "Rules.");
        _rules.Write("ruleset.json.bak", "{}");

        Assert.Equal(["ruleset.json"], Paths());
    }

    [Fact]
    public void Read_LinkedFile_IsReadAsTheFileItLeadsTo()
    {
        _rules.Write("..data/ruleset.json", "{}");
        File.CreateSymbolicLink(Path.Combine(_rules.Folder, "ruleset.json"), Path.Combine("..data", "ruleset.json"));

        Assert.Equal(["ruleset.json"], Paths());
    }

    [Fact]
    public void Read_FolderWithoutFiles_GivesNone() => Assert.Empty(RuleFolder.Read(_rules.Folder).Files);

    [Fact]
    public void Read_MissingFolder_Throws() => Assert.Throws<DirectoryNotFoundException>(
        () => RuleFolder.Read(Path.Combine(_rules.Folder, "none")));

    [Fact]
    public void Read_FileOverTheBound_Throws()
    {
        _rules.Write("ruleset.json", new string(' ', RuleFiles.MaximumFileBytes + 1));

        Assert.Throws<IOException>(() => RuleFolder.Read(_rules.Folder));
    }

    [Fact]
    public void Read_LargeFile_IsRefusedBeforeItIsRead()
    {
        _rules.Write("ruleset.json", "{}");
        using (var file = File.OpenWrite(Path.Combine(_rules.Folder, "ruleset.json"))) file.SetLength(1L << 40);
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<IOException>(() => RuleFolder.Read(_rules.Folder));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 1024 * 1024);
    }

    [Fact]
    public void Read_LinkToADeviceWithoutEnd_IsAnEmptyFile()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no such device here.");
        File.CreateSymbolicLink(Path.Combine(_rules.Folder, "ruleset.json"), "/dev/zero");

        Assert.Equal(0, Assert.Single(RuleFolder.Read(_rules.Folder).Files).Content.Length);
    }

    [Fact]
    public async Task Read_PipeThatNobodyWrites_IsAnEmptyFile()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "There are no named pipes here.");
        using var made = Process.Start("/usr/bin/mkfifo", Path.Combine(_rules.Folder, "ruleset.json"));
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, Assert.Single(RuleFolder.Read(_rules.Folder).Files).Content.Length);
    }

    [Fact]
    public void Read_LinksThatLeadBack_Throws()
    {
        _rules.Write("workflows/.keep", "");
        foreach (var name in new[] { "a", "b", "c" })
            Directory.CreateSymbolicLink(Path.Combine(_rules.Folder, "workflows", name), ".");

        Assert.Throws<IOException>(() => RuleFolder.Read(_rules.Folder));
    }

    [Fact]
    public void Read_FoldersDeeperThanMayBe_Throws()
    {
        _rules.Write("workflows/" + string.Concat(Enumerable.Repeat("a/", 200)) + "late.json", "[]");

        Assert.Throws<IOException>(() => RuleFolder.Read(_rules.Folder));
    }

    [Fact]
    public void Read_MoreFilesThanMayBe_Throws()
    {
        for (var i = 0; i <= RuleFiles.MaximumFiles; i++) _rules.Write($"workflows/{i}.json", "[]");

        Assert.Throws<IOException>(() => RuleFolder.Read(_rules.Folder));
    }

    private IEnumerable<string> Paths() => RuleFolder.Read(_rules.Folder).Files.Select(file => file.Path);
}
