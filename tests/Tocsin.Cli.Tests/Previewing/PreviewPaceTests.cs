using Microsoft.Extensions.Time.Testing;
using Tocsin.Cli.Previewing;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Previewing;

public sealed class PreviewPaceTests
{
    [Fact]
    public void Say_PhaseAfterPhase_GivesCountsAndTheRateWithinEach()
    {
        var clock = new FakeTimeProvider();
        var pace = new PreviewPace(clock);

        Assert.Equal("Reading the candidate's rules", pace.Say(At(PreviewPhase.ReadingRules, 0, 0)));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("Looking at borrowers: 0 of 10,000 (0 %)", pace.Say(At(PreviewPhase.Borrowers, 0, 10_000)));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(
            "Looking at borrowers: 5,000 of 10,000 (50 %), 2,500 a second",
            pace.Say(At(PreviewPhase.Borrowers, 5_000, 10_000)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Deciding again: 12", pace.Say(At(PreviewPhase.Decisions, 12, 0)));
    }

    private static PreviewProgress At(PreviewPhase phase, long done, long total) =>
        new() { Phase = phase, Done = done, Total = total };
}
