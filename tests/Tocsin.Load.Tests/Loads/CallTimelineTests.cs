using System.Diagnostics;
using Tocsin.Load.Loads;
using Xunit;

namespace Tocsin.Load.Tests.Loads;

public sealed class CallTimelineTests
{
    // Stands for the moment at which a load began.
    private const long Began = 1_000_000;

    [Fact]
    public void Stalls_AnsweredAtOnce_AreNone() =>
        Assert.Equal(new StallFigures(TimeSpan.Zero, 0, 0, 0), Stalls((0, 0), (20, 20), (200, 200)));

    [Fact]
    public void Stalls_NothingAnsweredWhileSomethingIsDue_CountFromWhenItIsDue() =>
        Assert.Equal(new StallFigures(TimeSpan.FromMilliseconds(70), 1, 1, 0), Stalls((0, 1), (30, 100), (40, 100)));

    [Fact]
    public void Stalls_SomethingElseAnsweredMeanwhile_CountFromThere() =>
        Assert.Equal(
            new StallFigures(TimeSpan.FromMilliseconds(120), 2, 2, 1), Stalls((0, 180), (10, 60), (20, 181)));

    [Fact]
    public void Stalls_CallsThatFailed_AreNotWaitedFor() =>
        Assert.Equal(
            new StallFigures(TimeSpan.FromMilliseconds(5), 0, 0, 0), Stalls((0, 1), (10, null), (500, 505)));

    private static StallFigures Stalls(params (int Due, int? Answered)[] calls)
    {
        var timeline = new CallTimeline(calls.Length + 1);
        foreach (var (number, call) in calls.Index())
        {
            timeline.Begin(number, At(call.Due));
            if (call.Answered is { } answered) timeline.End(number, At(answered));
        }

        return timeline.Stalls();
    }

    private static long At(int milliseconds) => Began + (milliseconds * Stopwatch.Frequency / 1_000);
}
