using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests;

public sealed class SimulatedClockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HandClock _real = new();
    private readonly SimulatedClock _clock;

    public SimulatedClockTests()
    {
        Hold("2026-03-02T08:00:00+08:00");
        _clock = new SimulatedClock(File, _real);
    }

    private string File => _folder.At("now");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GetUtcNow_AtFirst_IsTheMomentOfTheFile() => Assert.Equal(Moment(0), _clock.GetUtcNow());

    [Fact]
    public void GetUtcNow_AsTimePasses_GoesOnAsFastAsTheRealClock()
    {
        _real.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal(Moment(3), _clock.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_LaterMomentInTheFile_GoesThereWithinTheInterval()
    {
        Hold("2026-03-02T10:00:00+08:00");
        _real.Pass(SimulatedClock.Interval / 2);
        var before = _clock.GetUtcNow();
        _real.Pass(SimulatedClock.Interval / 2);

        Assert.Equal(Moment(0) + (SimulatedClock.Interval / 2), before);
        Assert.Equal(Moment(120), _clock.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_AfterAMove_GoesOnFromThere()
    {
        Hold("2026-03-02T02:00:00Z");
        _real.Pass(SimulatedClock.Interval);
        _ = _clock.GetUtcNow();
        _real.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(Moment(121), _clock.GetUtcNow());
    }

    [Theory]
    [InlineData("2026-03-02T07:59:59+08:00")]
    [InlineData("1999-01-01T00:00:00Z")]
    [InlineData("2026-03-02T10:")]
    [InlineData("")]
    public void GetUtcNow_EarlierMomentOrNone_NeverStepsBack(string text)
    {
        Hold(text);
        _real.Pass(TimeSpan.FromSeconds(60));

        Assert.Equal(Moment(1), _clock.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_FileAwayForAWhile_IsReadAgain()
    {
        System.IO.File.Delete(File);
        _real.Pass(SimulatedClock.Interval);
        var away = _clock.GetUtcNow();
        Hold("2026-03-03T08:00:00+08:00");
        _real.Pass(SimulatedClock.Interval);

        Assert.Equal(Moment(0) + SimulatedClock.Interval, away);
        Assert.Equal(Moment(24 * 60), _clock.GetUtcNow());
    }

    [Fact]
    public void GetTimestamp_Always_IsTheRealOne()
    {
        var before = _clock.GetTimestamp();
        Hold("2027-01-01T00:00:00Z");
        _real.Pass(TimeSpan.FromSeconds(2));
        _ = _clock.GetUtcNow();

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.GetElapsedTime(before));
        Assert.Same(_real, _clock.Real);
    }

    [Fact]
    public void CreateTimer_Always_IsTheRealOne()
    {
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        Assert.Equal(TimeSpan.FromHours(1), _real.TimerDue);
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00+08:00\n", true)]
    [InlineData("2026-03-02T00:00:00Z", true)]
    [InlineData("2026-03-02T08:00:00", false)]
    [InlineData("2026-03-02", false)]
    [InlineData("soon", false)]
    public void Read_Text_IsAMomentWithItsOffset(string text, bool isMoment)
    {
        Hold(text);

        Assert.Equal(isMoment ? Moment(0) : null, SimulatedClock.Read(File));
    }

    [Fact]
    public void Read_TooLongOrAbsent_IsNone()
    {
        Hold("2026-03-02T00:00:00Z" + new string(' ', 64));

        Assert.Null(SimulatedClock.Read(File));
        Assert.Null(SimulatedClock.Read(_folder.At("nowhere")));
        Assert.Throws<ArgumentException>(() => new SimulatedClock(File, _real));
    }

    private static DateTimeOffset Moment(int minutes) =>
        new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);

    private void Hold(string text) => System.IO.File.WriteAllText(File, text);

    // A real clock that goes on when it is told to.
    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public TimeSpan TimerDue { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;

        public override long GetTimestamp() => _ticks;

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            TimerDue = dueTime;
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
