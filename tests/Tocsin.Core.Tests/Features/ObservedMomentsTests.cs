using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class ObservedMomentsTests
{
    [Fact]
    public void Of_SlotThatWasNeverObserved_IsNull() => Assert.Null(new ObservedMoments(3).Of(1));

    [Fact]
    public void Of_EachSlotWithAMomentOfItsOwn_IsThatMoment()
    {
        var moments = new ObservedMoments(500);
        for (var slot = 0; slot < 500; slot++) moments.Note(slot, SmallRules.Noon.AddSeconds(slot));

        Assert.All(
            Enumerable.Range(0, 500), slot => Assert.Equal(SmallRules.Noon.AddSeconds(slot), moments.Of(slot)));
    }

    [Fact]
    public void Note_SlotObservedAgain_KeepsTheLatestNoteAndLeavesTheOthers()
    {
        var moments = new ObservedMoments(2);
        moments.Note(0, SmallRules.Noon);
        moments.Note(1, SmallRules.Noon);
        moments.Note(0, SmallRules.Noon.AddDays(-1));

        Assert.Equal(SmallRules.Noon.AddDays(-1), moments.Of(0));
        Assert.Equal(SmallRules.Noon, moments.Of(1));
    }

    [Fact]
    public void Note_OnACopy_LeavesTheOriginal()
    {
        var moments = new ObservedMoments(1);
        moments.Note(0, SmallRules.Noon);
        var copy = new ObservedMoments(moments);
        copy.Note(0, SmallRules.Noon.AddDays(1));

        Assert.Equal(SmallRules.Noon, moments.Of(0));
        Assert.Equal(SmallRules.Noon.AddDays(1), copy.Of(0));
    }

    // The clock of the caller does not matter, only the moment.
    [Fact]
    public void Of_NotedInAnotherZone_IsInUtc()
    {
        var moments = new ObservedMoments(1);
        moments.Note(0, SmallRules.Noon.ToOffset(TimeSpan.FromHours(8)));

        Assert.Equal(TimeSpan.Zero, moments.Of(0)!.Value.Offset);
        Assert.Equal(SmallRules.Noon, moments.Of(0));
    }
}
