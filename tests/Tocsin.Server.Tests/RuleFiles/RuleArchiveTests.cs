using Tocsin.Core.Rules;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

public sealed class RuleArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ActivatedRuleSet _rules;
    private readonly RuleArchive _archive;

    public RuleArchiveTests()
    {
        var set = RuleSetReader.Read(RuleFolder.Read(new VersionedRules(_folder.At("rules")).Folder)).RuleSet!;
        _rules = new ActivatedRuleSet(set, 1, DateTimeOffset.UnixEpoch);
        _archive = new RuleArchive(_folder.At("data"));
    }

    private string Kept => Path.Combine(_folder.At("data"), "rule-sets", _rules.Set.Digest);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keep_WhatACrashTore_IsWrittenAnew()
    {
        _archive.Keep(_rules);
        File.WriteAllBytes(Path.Combine(Kept, "reasons.json"), []);
        Assert.Null(_archive.ReadLastGood());

        _archive.Keep(_rules);

        Assert.Equal(_rules.Set.Digest, _archive.ReadLastGood()?.Files.Digest);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("")]
    [InlineData("""{"Digest":""}""")]
    [InlineData("""{"Digest":"a\u0000b"}""")]
    [InlineData("""{"Digest":"../../rules"}""")]
    public void Read_NotesThatAreNone_AreNotThere(string text)
    {
        _archive.Keep(_rules);
        foreach (var name in (string[])["last-good.json", "folder.json"])
            File.WriteAllText(Path.Combine(_folder.At("data"), "rule-sets", name), text);

        var again = new RuleArchive(_folder.At("data"));

        Assert.Null(again.ReadLastGood());
        Assert.NotEqual(_rules.Set.Digest, again.FolderNote?.Digest);
        Assert.NotNull(again.ReadFiles(_rules.Set.Digest));
    }

    [Fact]
    public void NoteFolder_ReadBackByTheNextProcess_HasTheRevision()
    {
        _archive.NoteFolder(new FolderNote("d", 3) { Revision = "2" });

        Assert.Equal(new FolderNote("d", 3) { Revision = "2" }, new RuleArchive(_folder.At("data")).FolderNote);
    }
}
