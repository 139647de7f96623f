using Tocsin.Cli.Previewing;
using Tocsin.Cli.Reports;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class PreviewSummaryTests
{
    [Fact]
    public void Headline_NobodyLookedAt_IsNotKnown() => Assert.Equal(
        "No borrower was looked at: what would change is not known.",
        PreviewSummary.Headline(Of(new PreviewReport())));

    [Fact]
    public void Headline_Differing_SaysHowManyAndWhereTo() => Assert.Equal(
        "Of 4 borrowers 3 (75 %) would differ: 1 rises, 1 falls; 1 of 3 decisions would be another one, 1 of them in "
        + "the outcome.",
        PreviewSummary.Headline(Of(SamplePreview.Report())));

    [Fact]
    public void Headline_WithoutDecisions_SaysNothingOfThem()
    {
        var asked = new PreviewOptions { Borrowers = new PreviewedBorrowers { WithoutDecisions = true } };
        var report = new PreviewReport { Borrowers = 1, Differing = 1, Warnings = new WarningsPreview { Changes = 1 } };

        Assert.Equal(
            "Of 1 borrower 1 (100 %) would differ, none of them in its level.",
            PreviewSummary.Headline(new Preview(asked, report, [])));
    }

    [Fact]
    public void Notes_Preview_TellWhatWouldBecomeOfWarningsDecisionsAndGaps() => Assert.Equal(
        [
            "An activation would stream 3 changes of 2 borrowers; 1 of them is due anyway, whether it comes or not.",
            "Of warnings: 1 raised, 1 cleared.",
            "1 borrower would come on the watch list, 0 would go off it.",
            "loan: 1 of 3 would be approved, 2 are now.",
            "Not previewed: 1; the table of gaps says why.",
        ],
        PreviewSummary.Notes(Of(SamplePreview.Report())));

    [Fact]
    public void Notes_ProductsThatWereNotAsked_AreNamed() => Assert.Equal(
        ["Not asked, though the candidate may decide them otherwise: card, lease; --product asks."],
        PreviewSummary.Notes(Of(new PreviewReport { UnaskedProducts = { "card", "lease" } })));

    [Fact]
    public void Notes_ProductsThatNoJournaledDecisionIsOf_TellWhatAsks() => Assert.Equal(
        [
            "Not asked, though the candidate may decide them otherwise: card; no decision of them is journaled; "
                + "--product without --journal asks.",
        ],
        PreviewSummary.Notes(OfJournal(new PreviewReport { UnaskedProducts = { "card" } })));

    [Fact]
    public void Headline_JournalWithoutADecision_SaysSo() => Assert.Equal(
        "The journal of this instance has no decision of this period: what would change is not known.",
        PreviewSummary.Headline(OfJournal(new PreviewReport())));

    [Fact]
    public void Headline_JournalOfWhichNothingCanBeDecidedAgain_SaysSo() => Assert.Equal(
        "No journaled decision of this period could be decided again: what would change is not known.",
        PreviewSummary.Headline(OfJournal(new PreviewReport { Gaps = { new PreviewGap { Count = 3 } } })));

    [Fact]
    public void Notes_SameWarnings_SayThatNoReviewIsCalledFor() => Assert.Equal(
        ["Both rule sets give every borrower the same warnings: an activation calls for no review."],
        PreviewSummary.Notes(Of(new PreviewReport { Warnings = new WarningsPreview { SameRules = true } })));

    private static Preview OfJournal(PreviewReport report) =>
        new(new PreviewOptions { Journal = new PreviewedPeriod() }, report, []);

    private static Preview Of(PreviewReport report) =>
        new(new PreviewOptions { Borrowers = new PreviewedBorrowers() }, report, []);
}
