using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>Files that cannot be read, and versions that are exchanged at once.</summary>
public sealed partial class RuleFolderFeedTests
{
    [Theory]
    [InlineData("too long", "at most")]
    [InlineData("nowhere", "nowhere")]
    [InlineData("itself", "x.json")]
    [InlineData("forbidden", "x.json")]
    public async Task Next_FileThatCannotBeRead_IsAProblemUntilItCan(string how, string problem)
    {
        Assert.SkipWhen(
            how == "forbidden" && (Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()),
            "Whoever is root reads any file, whatever its mode.");
        await SeenAsync(Old);
        Spoil(how);
        var look = await FoundAsync(look => look.Files is null);
        Assert.Contains(problem, look.Problem, StringComparison.Ordinal);

        File.Delete(At("x.json"));
        Write("x.json", New);

        await SeenAsync(New);
    }

    [Fact]
    public async Task Next_ConfigMapRenamedQuickly_GivesWholeVersions_AndTheLastInTheEnd()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links are renamed otherwise here.");
        const int Versions = 200;
        Write("y.json", Old);
        Write("x.json", Old);
        var mount = new ConfigMapMount(_folder.At("mount"), _settings.Folder);
        _settings.Folder = mount.Folder;
        for (var i = 0; i < Versions; i++) mount.Add(_ => $$"""{"limit": {{i}}}""");
        await SeenAsync(Old);
        var renames = Task.Run(() =>
        {
            for (var i = 0; i < Versions; i++) mount.LeadToNext();
        });

        var last = await FoundAsync(look =>
        {
            var texts = look.Files!.Files.Select(Text).ToList();
            Assert.Equal(2, texts.Count);
            Assert.Equal(texts[0], texts[1]);
            return texts[0] == $$"""{"limit": {{Versions - 1}}}""";
        });

        Assert.Empty(last.Problem);
        await renames.WaitAsync(_limit, Cancellation);
    }

    private void Spoil(string how)
    {
        switch (how)
        {
            case "too long":
                using (var file = File.OpenWrite(At("x.json")))
                    file.SetLength(Core.Rules.RuleFiles.MaximumFileBytes + 1);
                break;
            case "forbidden":
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(At("x.json"), UnixFileMode.None);
                break;
            default:
                File.Delete(At("x.json"));
                File.CreateSymbolicLink(At("x.json"), how == "itself" ? "x.json" : how);
                break;
        }
    }
}
