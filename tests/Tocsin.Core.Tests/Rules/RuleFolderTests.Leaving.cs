using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

/// <summary>Files that come, go and grow while they are read, on a real file system.</summary>
public sealed partial class RuleFolderTests
{
    private const int Turns = 400;

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    public async Task Read_WhatComesAndGoes_IsThereOrNot(string what)
    {
        _rules.Write("a.json", "{}");
        _rules.Write("staged/b.json", "[]");
        var (from, to) = what == "file"
            ? (Path.Combine(_rules.Folder, "staged/b.json"), Path.Combine(_rules.Folder, "b.json"))
            : (Path.Combine(_rules.Folder, "staged"), Path.Combine(_rules.Folder, "there"));
        string[] atFirst = ["a.json", "staged/b.json"];
        string[] after = what == "file" ? ["a.json", "b.json"] : ["a.json", "there/b.json"];
        await WhileReadAsync(
            () =>
            {
                Directory.Move(from, to);
                Directory.Move(to, from);
            },
            files => Assert.Contains(files.Select(file => file.Path), new[] { atFirst, after }));
    }

    [Fact]
    public async Task Read_FileDeletedAndMadeAgainAllTheTime_IsWholeOrAbsent()
    {
        const string Text = """{"limit": 1}""";
        _rules.Write("a.json", "{}");
        var path = Path.Combine(_rules.Folder, "b.json");
        var staged = Path.Combine(_rules.Folder, "b.part");
        await WhileReadAsync(
            () =>
            {
                File.WriteAllText(staged, Text);
                File.Move(staged, path);
                File.Delete(path);
            },
            files =>
            {
                Assert.Equal("a.json", files[0].Path);
                Assert.All(
                    files.Skip(1), file => Assert.Equal(("b.json", Text.Length), (file.Path, file.Content.Length)));
            });
    }

    [Fact]
    public async Task Read_FileThatGrowsBeyondTheBound_IsReadWholeOrRefused()
    {
        var path = Path.Combine(_rules.Folder, "a.json");
        File.WriteAllText(path, "");
        var grown = new byte[1024 * 1024];
        var growing = Task.Run(() =>
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            for (var i = 0; i <= RuleFiles.MaximumFileBytes; i += grown.Length) file.Write(grown);
        });

        string refused;
        do
        {
            refused = "";
            try
            {
                // As long as it was at one moment, never part of a write.
                var length = Assert.Single(RuleFolder.Read(_rules.Folder, tries: 2).Files).Content.Length;
                Assert.InRange(length, 0, RuleFiles.MaximumFileBytes);
            }
            catch (IOException fault)
            {
                refused = fault.Message;
            }
        }
        while (!refused.Contains("at most", StringComparison.Ordinal));

        await growing.WaitAsync(_limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Read_FileThatIsALinkToItself_IsNamed()
    {
        File.CreateSymbolicLink(Path.Combine(_rules.Folder, "x.json"), "x.json");

        var fault = Assert.ThrowsAny<IOException>(() => RuleFolder.Read(_rules.Folder));

        Assert.Contains("x.json", fault.Message, StringComparison.Ordinal);
    }

    // One change goes on during each read, so that a folder that never rests does not keep the test.
    private async Task WhileReadAsync(Action change, Action<IReadOnlyList<RuleFile>> check)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var turn = new SemaphoreSlim(0);
        var changing = Task.Run(
            async () =>
            {
                for (var i = 0; i < Turns; i++)
                {
                    await turn.WaitAsync(cancellation);
                    change();
                }
            },
            cancellation);
        for (var i = 0; i < Turns; i++)
        {
            turn.Release();
            check(RuleFolder.Read(_rules.Folder, tries: 1_000).Files);
        }

        await changing.WaitAsync(_limit, cancellation);
    }
}
