using System.Globalization;
using System.Text;
using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

/// <summary>Folders that change while they are read, on a real file system.</summary>
public sealed partial class RuleFolderTests
{
    private const int MarkedFiles = 8;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>What editors and loaders leave beside the file x.json, or put there for a moment.</summary>
    public static TheoryData<string> NamesOfOthers =>
    [
        "4913", "x.json~", ".x.json.swp", ".x.json.swx", "#x.json#", ".~lock.x.json#", "x.json.part", "x.json.tmp",
        ".x.json.tmp", "x.json___jb_tmp___", ".goutputstream-A1B2C3", "sedAbC123", "x.json.~1~", ".x.json",
    ];

    [Theory]
    [MemberData(nameof(NamesOfOthers))]
    public void Read_WhatEditorsPutBesideAFile_CountsForNothing(string name)
    {
        _rules.Write("x.json", "{}");
        var before = RuleFolder.Read(_rules.Folder).Digest;
        _rules.Write(name, "{");

        Assert.Equal(before, RuleFolder.Read(_rules.Folder).Digest);
    }

    [Fact]
    public void Read_LockLinkThatLeadsNowhere_CountsForNothing()
    {
        _rules.Write("x.json", "{}");
        File.CreateSymbolicLink(Path.Combine(_rules.Folder, ".#x.json"), "officer@bank.4711:1700000000");

        Assert.Equal(["x.json"], Paths());
    }

    [Fact]
    public void Read_FileThatIsALinkToNowhere_IsNamed()
    {
        File.CreateSymbolicLink(Path.Combine(_rules.Folder, "x.json"), "nowhere");

        var fault = Assert.Throws<FileNotFoundException>(() => RuleFolder.Read(_rules.Folder));

        Assert.Contains("nowhere", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatMayNotBeRead_Throws()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Whoever is root reads any file, whatever its mode.");
        _rules.Write("x.json", "{}");
        if (OperatingSystem.IsWindows()) Assert.Skip("There are no modes here.");
        else File.SetUnixFileMode(Path.Combine(_rules.Folder, "x.json"), UnixFileMode.None);

        Assert.Throws<UnauthorizedAccessException>(() => RuleFolder.Read(_rules.Folder));
    }

    [Fact]
    public void Read_FileThatSomebodyWrites_IsReadAsItIs()
    {
        _rules.Write("x.json", "{}");
        using var writer = new FileStream(
            Path.Combine(_rules.Folder, "x.json"), FileMode.Open, FileAccess.Write, FileShare.Read);

        Assert.Equal(["x.json"], Paths());
    }

    [Fact]
    public void Read_FewerTriesThanTwo_Throws() => Assert.Throws<ArgumentOutOfRangeException>(
        () => RuleFolder.Read(_rules.Folder, tries: 1));

    /// <summary>
    /// One version after the other is written, file by file in order, while the folder is read. At any one moment the
    /// files before some place are of one version, and those behind it of the version before.
    /// </summary>
    [Theory]
    [InlineData("in place", 300)]
    [InlineData("in place, times kept", 300)]
    [InlineData("by rename", 60)]
    [InlineData("by rename, times kept", 60)]
    public async Task Read_VersionsWrittenMeanwhile_AnswersOneMoment(string how, int versions)
    {
        var cancellation = TestContext.Current.CancellationToken;
        WriteVersion(0, how);
        using var turn = new SemaphoreSlim(0);
        var writing = Task.Run(
            async () =>
            {
                for (var version = 1; version <= versions; version++)
                {
                    await turn.WaitAsync(cancellation);
                    WriteVersion(version, how);
                }
            },
            cancellation);

        for (var i = 0; i < versions; i++)
        {
            turn.Release();
            var markers = Markers(RuleFolder.Read(_rules.Folder, tries: 1_000));

            Assert.Equal(MarkedFiles, markers.Count);
            Assert.Equal(markers.OrderDescending(), markers);
            Assert.InRange(markers[0] - markers[^1], 0, 1);
        }

        await writing.WaitAsync(_limit, cancellation);
        Assert.All(Markers(RuleFolder.Read(_rules.Folder)), marker => Assert.Equal(versions, marker));
    }

    [Fact]
    public async Task Read_ConfigMapRenamedAllTheTime_NeverMixesVersions()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links are renamed otherwise here.");
        const int Versions = 200;
        var names = MarkedNames().Take(3).ToList();
        for (var version = 1; version <= Versions; version++)
        {
            foreach (var name in names)
                _rules.Write($"..v{version}/{name}", version.ToString(CultureInfo.InvariantCulture));
        }

        var data = Path.Combine(_rules.Folder, "..data");
        File.CreateSymbolicLink(data, "..v1");
        foreach (var name in names)
            File.CreateSymbolicLink(Path.Combine(_rules.Folder, name), Path.Combine("..data", name));
        var seen = new HashSet<int> { Assert.Single(ReadMarkers().Distinct()) };
        var renames = Task.Run(() =>
        {
            for (var version = 2; version <= Versions; version++) LedLink.Lead(data, $"..v{version}");
        });

        // At least once while they go on, and once after them.
        for (var isOver = false; !isOver;)
        {
            isOver = renames.IsCompleted;
            seen.Add(Assert.Single(ReadMarkers().Distinct()));
        }

        await renames.WaitAsync(_limit, TestContext.Current.CancellationToken);
        Assert.Superset(new HashSet<int> { 1, Versions }, seen);

        IReadOnlyList<int> ReadMarkers() => Markers(RuleFolder.Read(_rules.Folder, tries: 10_000));
    }

    [Fact]
    public async Task Read_FolderThatNeverRests_SaysSo()
    {
        using var limit = new CancellationTokenSource(_limit);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        WriteVersion(0, "in place");
        var writing = Task.Run(() =>
        {
            for (var version = 1; !ended.IsCancellationRequested; version++) WriteVersion(version, "in place");
        });

        var message = "";
        while (!message.Contains("keeps changing", StringComparison.Ordinal) && !limit.IsCancellationRequested)
        {
            // A lucky read may find two passes the same; sooner or later none is.
            if (Record.Exception(() => RuleFolder.Read(_rules.Folder, tries: 2)) is IOException fault)
                message = fault.Message;
        }

        await ended.CancelAsync();
        await writing;
        Assert.Contains("keeps changing", message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> MarkedNames() => Enumerable.Range(0, MarkedFiles).Select(i => $"{i:00}.json");

    private static List<int> Markers(RuleFiles files) =>
    [
        .. files.Files.Select(file =>
            int.Parse(Encoding.UTF8.GetString(file.Content.Span), CultureInfo.InvariantCulture)),
    ];

    // Every version has the same length, so that a file is never half of two by its length alone.
    private void WriteVersion(int version, string how)
    {
        var content = Encoding.UTF8.GetBytes(version.ToString("0000000", CultureInfo.InvariantCulture));
        foreach (var name in MarkedNames())
        {
            var path = Path.Combine(_rules.Folder, name);
            var written = how.StartsWith("by rename", StringComparison.Ordinal) ? path + ".part" : path;
            using (var file = File.OpenHandle(
                written, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                RandomAccess.Write(file, content, 0);
            if (how.EndsWith("times kept", StringComparison.Ordinal))
                File.SetLastWriteTimeUtc(written, DateTime.UnixEpoch);
            if (written != path) File.Move(written, path, overwrite: true);
        }
    }
}
