using Tocsin.Core.Warnings;
using Tocsin.Core.Warnings.Reporting;
using Xunit;
using static Tocsin.Core.Tests.Warnings.Reporting.ToldWarning;

namespace Tocsin.Core.Tests.Warnings.Reporting;

public class WarningEpisodeTests
{
    private static readonly DateTimeOffset _later = At(1_000);

    [Fact]
    public void Of_RaisedRisenClearedAndReopened_AreTwoEachWithItsPeak()
    {
        var warning = new ToldWarning().Raised(1).Risen(2, WarningLevel.Red).Cleared(3)
            .Reopened(5, WarningLevel.Orange).Acknowledged(6).ToWarning();

        Assert.Equal(
            [
                new WarningEpisode(At(1), false, WarningLevel.Red, At(3)),
                new WarningEpisode(At(5), false, WarningLevel.Orange, null),
            ],
            WarningEpisode.Of(warning, _later));
    }

    [Fact]
    public void Of_AMomentInBetween_StandsAsItStoodThen()
    {
        var warning = new ToldWarning().Raised(1).Risen(2, WarningLevel.Red).Cleared(3).ToWarning();

        Assert.Equal(
            [new WarningEpisode(At(1), false, WarningLevel.Yellow, null)], WarningEpisode.Of(warning, At(2)));
        Assert.Empty(WarningEpisode.Of(warning, At(1)));
    }

    [Fact]
    public void Of_ARiseAfterItClosed_IsNone()
    {
        // An outcome is recorded at the level it closed at; it opens nothing.
        var warning = new ToldWarning().Raised(1).Resolved(2).Assigned(3).ToWarning();

        Assert.Equal(
            [new WarningEpisode(At(1), false, WarningLevel.Yellow, At(2))], WarningEpisode.Of(warning, _later));
    }

    [Fact]
    public void Of_AHistoryThatIsCut_KnowsWhenItWasRaisedAndWhatIsLeft()
    {
        var told = new ToldWarning().Raised(1, WarningLevel.Red).Acknowledged(2).Cleared(3).Reopened(5);

        Assert.Equal(
            [
                new WarningEpisode(At(1), true, WarningLevel.None, At(5)),
                new WarningEpisode(At(5), false, WarningLevel.Yellow, null),
            ],
            WarningEpisode.Of(told.WithoutFirst(3).ToWarning(), _later));
        Assert.True(WarningEpisode.IsCut(told.ToWarning()));
        Assert.False(WarningEpisode.IsCut(told.WithoutFirst(0).ToWarning()));
    }

    [Theory]
    [InlineData(9, false, true)]
    [InlineData(9, true, true)]
    [InlineData(10.5, false, true)]
    [InlineData(10.5, true, false)]
    [InlineData(11, false, false)]
    public void IsInTime_TheDayItself_OnlyByTheRules(double raised, bool byHand, bool expected) => Assert.Equal(
        expected, new WarningEpisode(At(raised), byHand, WarningLevel.Red, null).IsInTime(On(10), Month));

    [Theory]
    [InlineData(-356, false)]
    [InlineData(-355, true)]
    [InlineData(12, true)]
    public void Foresees_WhatClosedBeforeTheHorizon_DidNot(int closed, bool expected) => Assert.Equal(
        expected, new WarningEpisode(At(-400), false, WarningLevel.Red, At(closed)).Foresees(On(10), Month));
}
