using System.Collections.Concurrent;
using System.Globalization;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

public sealed class RuleFolderWatchTests : IDisposable
{
    private const string QueueLength = "/proc/sys/fs/inotify/max_queued_events";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<WatchNews> _news = new();
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly RuleFolderWatch _watch;
    private int _moves;

    public RuleFolderWatchTests()
    {
        Directory.CreateDirectory(_folder.At("rules"));
        _watch = new RuleFolderWatch(_folder.At("rules"), Move, (news, _) => _news.Enqueue(news));
        _watch.Renew();
    }

    public void Dispose()
    {
        _open.Set();
        _watch.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_InAFolderBelow_IsTold()
    {
        Directory.CreateDirectory(_folder.At("rules/workflows"));
        await MovedAsync(() => File.WriteAllText(_folder.At("rules/workflows/late.json"), "[]"));

        Assert.Empty(_news);
    }

    [Fact]
    public async Task Overflow_OfTheSystemsQueue_IsTold_AndAChangeAfterItIsSeen()
    {
        Assert.SkipUnless(File.Exists(QueueLength), "There is no inotify here.");
        var length = int.Parse(File.ReadAllText(QueueLength), CultureInfo.InvariantCulture);
        Assert.SkipWhen(length > 1_000_000, $"A queue of {length} events takes too long to fill.");

        // While one event is told, the others wait in the system's queue; a file that comes and goes is two or more.
        _open.Reset();
        for (var i = 0; i < length; i++)
        {
            File.WriteAllText(_folder.At("rules/x.json"), "");
            File.Delete(_folder.At("rules/x.json"));
        }

        _open.Set();
        await Eventually.SoAsync(() => Task.FromResult(!_news.IsEmpty), "the overflow is told");
        _watch.Renew();

        Assert.Equal([WatchNews.Overflowed], _news);
        await MovedAsync(() => File.WriteAllText(_folder.At("rules/x.json"), "{}"));
    }

    [Fact]
    public async Task Link_OnTheWayLedElsewhere_IsTold_AndWhatItLeadsToIsWatched()
    {
        foreach (var version in new[] { "v1", "v2" }) Directory.CreateDirectory(_folder.At($"{version}/rules"));
        Directory.CreateSymbolicLink(_folder.At("current"), "v1");
        using var watch = new RuleFolderWatch(_folder.At("current/rules"), Move, (news, _) => _news.Enqueue(news));
        watch.Renew();

        await MovedAsync(() => LedLink.Lead(_folder.At("current"), "v2"));
        watch.Renew();
        await MovedAsync(() => File.WriteAllText(_folder.At("v2/rules/x.json"), "{}"));

        Assert.Empty(_news);
    }

    [Fact]
    public async Task Folder_GoneWithTheOneAbove_IsToldWhenItIsThereAgain()
    {
        Directory.CreateDirectory(_folder.At("a/b/rules"));
        using var watch = new RuleFolderWatch(_folder.At("a/b/rules"), Move, (news, _) => _news.Enqueue(news));
        watch.Renew();

        await MovedAsync(() => Directory.Delete(_folder.At("a"), recursive: true));
        watch.Renew();
        await MovedAsync(() => Directory.CreateDirectory(_folder.At("a/b/rules")));
        watch.Renew();
        await MovedAsync(() => File.WriteAllText(_folder.At("a/b/rules/x.json"), "{}"));

        Assert.Empty(_news);
    }

    private async Task MovedAsync(Action change)
    {
        var before = Volatile.Read(ref _moves);
        change();
        await Eventually.SoAsync(() => Task.FromResult(Volatile.Read(ref _moves) > before), "the change is told");
    }

    private void Move()
    {
        Interlocked.Increment(ref _moves);
        _open.Wait();
    }
}
