using Tocsin.Core.Previews;
using Xunit;

namespace Tocsin.Core.Tests.Previews;

public class ScoreShiftTests
{
    [Fact]
    public void Of_SamePoints_HasNoShift()
    {
        var points = Enumerable.Range(300, 100).ToDictionary(point => point, _ => 2L);

        var shift = ScoreShift.Of(points, points)!;

        Assert.Equal((200, 200, 0.0), (shift.Before, shift.After, shift.Psi));
        Assert.Equal(shift.MeanBefore, shift.MeanAfter);
        Assert.Equal(200, shift.Bins.Sum(bin => bin.Before));
    }

    [Fact]
    public void Of_LowerPoints_ShiftsAndCountsEveryDecision()
    {
        var before = Enumerable.Range(300, 100).ToDictionary(point => point, _ => 1L);
        var after = Enumerable.Range(250, 100).ToDictionary(point => point, _ => 1L);

        var shift = ScoreShift.Of(before, after)!;

        Assert.True(shift.Psi > 0.25);
        Assert.Equal(50, shift.MeanBefore - shift.MeanAfter);
        Assert.Equal((100, 100), (shift.Bins.Sum(bin => bin.Before), shift.Bins.Sum(bin => bin.After)));
    }

    [Fact]
    public void Of_OneSideWithoutPoints_HasNoIndex()
    {
        Assert.Null(ScoreShift.Of(new Dictionary<int, long>(), new Dictionary<int, long>()));
        var shift = ScoreShift.Of(new Dictionary<int, long> { [300] = 1 }, new Dictionary<int, long>())!;
        Assert.Equal((null, null, 300.0), (shift.Psi, shift.MeanAfter, shift.MeanBefore));
    }
}
