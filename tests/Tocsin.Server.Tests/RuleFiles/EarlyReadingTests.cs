using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Rules;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;
using Tocsin.Server.Tests.Running;
using Xunit;
using CoreRuleFiles = Tocsin.Core.Rules.RuleFiles;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>What was read before anybody asked is taken for the same files alone, and once.</summary>
public sealed class EarlyReadingTests
{
    private static readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
    private static readonly DateOnly _today = new(2026, 11, 30);

    [Fact]
    public async Task TakeAsync_TheSameFiles_IsWhatReadingThemGives_Once()
    {
        var files = RuleFolder.Read(ProjectFolder.Rules);
        var early = Begin()!;

        var reading = await early.TakeAsync(files, _today);

        var expected = RuleSetReader.Read(files, _today);
        Assert.Equal(files.Digest, reading!.RuleSet!.Digest);
        Assert.Equal(expected.Problems, reading.Problems);
        Assert.Equal(expected.Examples, reading.Examples);
        Assert.Null(await early.TakeAsync(files, _today));
    }

    [Fact]
    public async Task TakeAsync_OtherFiles_IsNothing()
    {
        var files = RuleFolder.Read(ProjectFolder.Rules);
        var fewer = new CoreRuleFiles(files.Files.Skip(1));

        Assert.Null(await Begin()!.TakeAsync(fewer, _today));
    }

    [Fact]
    public async Task TakeAsync_AnotherDay_IsNothing() =>
        Assert.Null(await Begin()!.TakeAsync(RuleFolder.Read(ProjectFolder.Rules), _today.AddDays(1)));

    [Fact]
    public async Task TakeAsync_AFolderThatIsNotThere_IsNothing()
    {
        using var folder = new TemporaryFolder();

        Assert.Null(await Begin(folder.At("none"))!.TakeAsync(RuleFolder.Read(ProjectFolder.Rules), _today));
    }

    [Fact]
    public void Begin_WhereTheStoreGivesTheRules_ReadsNothing() => Assert.Null(Begin(source: "store"));

    private static EarlyReading? Begin(string? folder = null, string source = "folder") => EarlyReading.Begin(
        new RuleSettings { Folder = folder ?? ProjectFolder.Rules, Source = source }, _time);
}
