using Microsoft.Extensions.Time.Testing;
using Tocsin.Server.Warnings;
using Xunit;

namespace Tocsin.Server.Tests.Warnings;

public sealed class PaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task KeepAsync_FasterThanTheRate_WaitsUntilItsTime()
    {
        var pace = new Pace(perSecond: 100, _clock);

        var kept = pace.KeepAsync(50, default);
        Assert.False(kept.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(kept.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await kept.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void KeepAsync_SlowerThanTheRate_DoesNotWait()
    {
        var pace = new Pace(perSecond: 100, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(pace.KeepAsync(100, default).IsCompleted);
        Assert.False(pace.KeepAsync(1, default).IsCompleted);
    }
}
