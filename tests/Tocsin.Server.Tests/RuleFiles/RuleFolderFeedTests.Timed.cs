using Tocsin.Server.RuleFiles;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>How long is waited for what, by a clock that the test moves.</summary>
public sealed partial class RuleFolderFeedTests
{
    private readonly WaitedClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Next_FileWrittenInPieces_IsGivenWholeOnceItRests(bool useEvents)
    {
        _settings.UseEvents = useEvents;
        using var feed = new RuleFolderFeed(_settings, _clock, (_, _) => { });
        Assert.Equal(Old, Text(await PassedAsync(feed.NextAsync(Cancellation), _settings.QuietMs)));
        var next = feed.NextAsync(Cancellation);
        await WaitedForAsync();
        Write("x.json", New[..5]);
        if (!useEvents) _clock.Advance(TimeSpan.FromMilliseconds(_settings.PollMs));

        // Half of it is there, and somebody waits for it to rest.
        await WaitedForAsync();
        Write("x.json", New[..8]);
        Assert.False(next.IsCompleted);
        Write("x.json", New);
        _clock.Advance(TimeSpan.FromMilliseconds(_settings.QuietMs));

        Assert.Equal(New, Text(await PassedAsync(next, _settings.QuietMs)));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task Next_ClockSetToAnotherYear_WaitsAsLongAsElse(int years)
    {
        using var feed = new RuleFolderFeed(_settings, _clock, (_, _) => { });
        await PassedAsync(feed.NextAsync(Cancellation), _settings.QuietMs);
        var next = feed.NextAsync(Cancellation);
        await WaitedForAsync();
        Write("x.json", New);
        await WaitedForAsync();

        _clock.AdjustTime(_clock.GetUtcNow().AddYears(years));
        _clock.Advance(TimeSpan.FromMilliseconds(_settings.QuietMs - 1));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(New, Text(await PassedAsync(next, _settings.QuietMs)));
    }

    [Fact]
    public async Task Next_FolderThatIsNeverTheSame_IsGivenAfterTheMaximumWait()
    {
        (_settings.UseEvents, _settings.QuietMs, _settings.MaximumWaitMs) = (false, 100, 1_000);
        using var feed = new RuleFolderFeed(_settings, _clock, (_, _) => { });
        var next = feed.NextAsync(Cancellation);
        var waits = 0;
        for (; waits < 10; waits++)
        {
            await WaitedForAsync();
            Assert.False(next.IsCompleted);
            Write("x.json", $"{waits}");
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal("9", Text(await next.WaitAsync(_limit, Cancellation)));
    }

    [Fact]
    public async Task Next_NoEventAndNoChange_IsGivenAtEachPoll()
    {
        _settings.UseEvents = false;
        using var feed = new RuleFolderFeed(_settings, _clock, (_, _) => { });
        var first = await PassedAsync(feed.NextAsync(Cancellation), _settings.QuietMs);
        for (var i = 0; i < 3; i++)
        {
            var next = feed.NextAsync(Cancellation);
            await WaitedForAsync();
            _clock.Advance(TimeSpan.FromMilliseconds(_settings.PollMs - 1));
            Assert.False(next.IsCompleted);
            _clock.Advance(TimeSpan.FromMilliseconds(1));

            Assert.True(first.IsSameAs(await next.WaitAsync(_limit, Cancellation)));
        }
    }

    private async Task WaitedForAsync()
    {
        await _clock.WaitedForAsync(Cancellation).WaitAsync(_limit, Cancellation);
        _clock.Take();
    }

    // Moves the clock on whenever somebody waits for it.
    private async Task<FolderLook> PassedAsync(Task<FolderLook> next, int milliseconds)
    {
        while (await Task.WhenAny(next, _clock.WaitedForAsync(Cancellation)).WaitAsync(_limit, Cancellation) != next)
        {
            _clock.Take();
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        return await next;
    }
}
