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

    [Fact]
    public void Overflow_AsTheSystemTellsIt_CallsForALookAtOnce()
    {
        using var watch = Injected(out var made);
        watch.Renew();

        made[^1].Fail(new InternalBufferOverflowException("Too many changes."));
        made[^1].Fail(new InternalBufferOverflowException("Too many changes."));
        var moves = _moves;
        watch.Renew();
        watch.Renew();

        Assert.Equal(1, moves);
        Assert.Equal([WatchNews.Overflowed], _news);
        Assert.Equal(3, made.Count);
    }

    [Fact]
    public void Fault_OfTheSystem_IsToldOnce_AndSoIsItsEnd()
    {
        using var watch = Injected(out var made);
        watch.Renew();
        made[^1].Fail(new IOException("The system is out of watches."));

        watch.Renew();
        Assert.Equal([WatchNews.Lost], _news);
        Assert.Equal(3, made.Count);
        watch.Renew();
        watch.Renew();

        Assert.Equal([WatchNews.Lost, WatchNews.Back], _news);
        Assert.Equal(0, _moves);
    }

    [Fact]
    public void Renew_SystemThatCannotWatch_TriesAgainEachTime_AndTellsOnce()
    {
        var isAble = false;
        using var watch = new RuleFolderWatch(
            _folder.At("rules"), Move, (news, _) => _news.Enqueue(news),
            (path, filter) => isAble ? new FileSystemWatcher(path, filter) : throw new IOException("No watch."));
        watch.Renew();
        watch.Renew();
        isAble = true;
        watch.Renew();

        Assert.Equal([WatchNews.Lost, WatchNews.Back], _news);
    }

    private RuleFolderWatch Injected(out List<FailingWatcher> made)
    {
        var all = made = [];
        return new RuleFolderWatch(
            _folder.At("rules"), Move, (news, _) => _news.Enqueue(news),
            (path, filter) =>
            {
                all.Add(new FailingWatcher(path, filter));
                return all[^1];
            });
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

    private sealed class FailingWatcher(string path, string filter) : FileSystemWatcher(path, filter)
    {
        public void Fail(Exception fault) => OnError(new ErrorEventArgs(fault));
    }
}
