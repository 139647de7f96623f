using System.Text;
using Tocsin.Core.Rules;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>
/// A folder under everything files do, on a real file system. Only events can tell, unless a test says otherwise.
/// </summary>
public sealed partial class RuleFolderFeedTests : IDisposable
{
    private const string Old = """{"limit": 1}""";
    private const string New = """{"limit": 2}""";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly RuleSettings _settings;
    private readonly RuleFolderFeed _feed;

    public RuleFolderFeedTests()
    {
        _settings = new RuleSettings { Folder = _folder.At("rules"), QuietMs = 20, PollMs = 600_000 };
        _feed = new RuleFolderFeed(_settings, RealClock.Instance, (_, _) => { });
        Directory.CreateDirectory(_settings.Folder);
        Write("x.json", Old);
    }

    public void Dispose()
    {
        _feed.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Next_HalfWrittenFile_IsSeenAsItIs_AndThenWhole()
    {
        await SeenAsync(Old);
        await using var file = new FileStream(At("x.json"), FileMode.Truncate, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(New[..5]));
        await file.FlushAsync(TestContext.Current.CancellationToken);

        // The writer rests until the half was looked at, which is longer than the quiet time.
        await SeenAsync(New[..5]);
        file.Write(Encoding.UTF8.GetBytes(New[5..]));
        await file.FlushAsync(TestContext.Current.CancellationToken);

        await SeenAsync(New);
    }

    [Theory]
    [InlineData("x.log")]
    [InlineData("x.json")]
    public async Task Next_WriterWhoNeverPauses_IsLookedAtAllTheSame(string name)
    {
        _settings.QuietMs = _settings.MaximumWaitMs = 200;
        await SeenAsync(Old);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writing = Task.Run(() =>
        {
            for (var i = 0; !ended.IsCancellationRequested; i++) Write(name, $"{i}");
        });

        var look = await _feed.NextAsync(ended.Token).WaitAsync(_limit, ended.Token);

        // Rules that do not rest are a problem; whatever else moves in the folder is none.
        Assert.False(writing.IsCompleted);
        if (name == "x.log") Assert.Equal(Old, Text(look));
        await ended.CancelAsync();
        await writing;
    }

    [Theory]
    [InlineData("in place")]
    [InlineData("vim")]
    [InlineData("emacs")]
    [InlineData("rename")]
    [InlineData("delete first")]
    public async Task Next_SavedByAnEditor_IsSeen(string editor)
    {
        await SeenAsync(Old);

        Save(editor);

        Assert.Equal(["x.json"], (await SeenAsync(New)).Files!.Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("mode")]
    [InlineData("same bytes")]
    [InlineData("another file")]
    public async Task Next_NothingNew_IsTheSameLook(string how)
    {
        var before = await SeenAsync(Old);
        switch (how)
        {
            case "touch":
                File.SetLastWriteTimeUtc(At("x.json"), DateTime.UnixEpoch);
                break;
            case "mode":
                File.SetAttributes(At("x.json"), FileAttributes.ReadOnly);
                break;
            case "same bytes":
                Write("x.json", Old);
                break;
            default:
                Write("x.txt", New);
                break;
        }

        Assert.True(before.IsSameAs(await NextAsync()));
    }

    [Fact]
    public async Task Next_ConfigMapRenamed_IsSeen()
    {
        var mount = new ConfigMapMount(_folder.At("mount"), _settings.Folder);
        _settings.Folder = mount.Folder;
        await SeenAsync(Old);

        mount.Update((_, _) => New);

        await SeenAsync(New);
    }

    [Fact]
    public async Task Next_FolderThatGoesAndComes_IsToldAndTakenAgain()
    {
        await SeenAsync(Old);
        Directory.Delete(_settings.Folder, recursive: true);
        await FoundAsync(look => look.Problem.Contains("There is no folder", StringComparison.Ordinal));

        Directory.CreateDirectory(_settings.Folder);
        await FoundAsync(look => look.Files?.Files.Count == 0);
        Write("x.json", New);
        await SeenAsync(New);

        Directory.Delete(_settings.Folder, recursive: true);
        File.WriteAllText(_settings.Folder, "a file");
        await FoundAsync(look => look.Files is null);

        Directory.CreateDirectory(_folder.At("elsewhere"));
        File.WriteAllText(_folder.At("elsewhere/x.json"), Old);
        File.Delete(_settings.Folder);
        Directory.CreateSymbolicLink(_settings.Folder, "elsewhere");
        await SeenAsync(Old);
        Write("x.json", New);
        await SeenAsync(New);
    }

    private string At(string name) => Path.Combine(_settings.Folder, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);

    private void Save(string editor)
    {
        switch (editor)
        {
            case "vim":
                Write("4913", "");
                File.Delete(At("4913"));
                Write(".x.json.swp", "b0VIM");
                File.Move(At("x.json"), At("x.json~"));
                Write("x.json", New);
                File.Delete(At("x.json~"));
                File.Delete(At(".x.json.swp"));
                break;
            case "emacs":
                File.CreateSymbolicLink(At(".#x.json"), "officer@bank.4711:1700000000");
                Write("#x.json#", New);
                File.Copy(At("x.json"), At("x.json~"));
                Write("x.json", New);
                File.Delete(At("#x.json#"));
                File.Delete(At(".#x.json"));
                break;
            case "rename":
                Write("x.json.part", New);
                File.Move(At("x.json.part"), At("x.json"), overwrite: true);
                break;
            case "delete first":
                File.Delete(At("x.json"));
                Write("x.json", New);
                break;
            default:
                Write("x.json", New);
                break;
        }
    }

    private Task<FolderLook> NextAsync() =>
        _feed.NextAsync(TestContext.Current.CancellationToken).WaitAsync(_limit, TestContext.Current.CancellationToken);

    private Task<FolderLook> SeenAsync(string text) => FoundAsync(look => Text(look) == text);

    // An editor's steps may be seen on the way, each as a look of its own.
    private async Task<FolderLook> FoundAsync(Func<FolderLook, bool> isWanted)
    {
        while (true)
        {
            var look = await NextAsync();
            if (isWanted(look)) return look;
        }
    }

    private static string? Text(FolderLook look) =>
        look.Files?.Files.SingleOrDefault(file => file.Path == "x.json") is { } file ? Text(file) : null;

    private static string Text(RuleFile file) => Encoding.UTF8.GetString(file.Content.Span);
}
