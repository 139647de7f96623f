using System.Text;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Warnings;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Previews;

public class RuleSetPreviewTests
{
    // Yellow from 5 instead of 10, and a dwell of two days instead of ten.
    private static readonly RuleSet _strict = SmallIndicators.Rules(
        8, Changed("10\"", "5\""), SmallIndicators.Court).Set;

    private static readonly RuleSet _hasty = SmallIndicators.Rules(
        8, Changed("\"dwell\":\"10d\"", "\"dwell\":\"2d\""), SmallIndicators.Court).Set;

    private static readonly RuleSet _sameRules =
        SmallIndicators.Rules(8, SmallIndicators.Debt, SmallIndicators.Court).Set;

    [Fact]
    public void Look_LowerThreshold_IsWhatTheSwapReviewMakes()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 7);

        var look = Look(borrower, _strict, day: 1);

        var change = Assert.Single(look.Changes);
        Assert.Equal(
            (WarningChangeKind.Raised, "debt", WarningLevel.None, WarningLevel.Yellow, false, false),
            (change.Kind, change.Indicator, change.LevelBefore, change.LevelAfter, change.IsDueAnyway,
                change.IsConnected));
        Assert.Equal((WarningLevel.None, WarningLevel.Yellow), (look.LevelBefore, look.LevelAfter));
        Assert.True(look.IsDiffering);
        borrower.Rules = new ActivatedRuleSet(_strict, 8, SmallIndicators.Noon);
        Assert.Equal(
            borrower.Review(1).Select(made => (made.Kind, made.Warning!.Indicator, made.Warning.Level)),
            look.Changes.Select(said => (said.Kind, said.Indicator, said.LevelAfter)));
    }

    [Fact]
    public void Look_ShorterDwell_ClearsWhatHasBeenClearForSoLong()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 12);
        borrower.Update(1, 3);

        Assert.Empty(Look(borrower, _hasty, day: 2).Changes);
        var change = Assert.Single(Look(borrower, _hasty, day: 4).Changes);

        Assert.Equal((WarningChangeKind.Cleared, false), (change.Kind, change.IsDueAnyway));
    }

    [Fact]
    public void Look_WhatTheLiveRulesChangeAsWell_IsDueAnyway()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 12);
        borrower.Update(1, 3);

        var change = Assert.Single(Look(borrower, _hasty, day: 12).Changes);

        Assert.Equal((WarningChangeKind.Cleared, true), (change.Kind, change.IsDueAnyway));
    }

    [Fact]
    public void Look_SameIndicators_AsksForNoReview()
    {
        var borrower = new ReviewedBorrower();
        borrower.Send(0, 12);

        var preview = Preview(_sameRules, day: 1);
        var look = preview.Look(borrower.State, borrower.Stored!);

        Assert.False(preview.HasWarnings);
        Assert.Empty(look.Changes);
    }

    [Fact]
    public void Look_ClosedBorrower_Rests()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 7);
        borrower.Close(1);

        var look = Look(borrower, _strict, day: 2);

        Assert.True(look.IsResting);
        Assert.Empty(look.Changes);
    }

    [Fact]
    public void Look_StateThatIsAheadOfTheClock_IsJudgedAfterIt()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(5, 7);

        Assert.Single(Look(borrower, _strict, day: 4).Changes);
    }

    [Fact]
    public void Look_Twice_IsTheSame()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 12, ("cases", "1"), ("owner_cases", "1"));
        var preview = Preview(_strict, day: 1);

        var (first, second) = (
            preview.Look(borrower.State, borrower.Stored!), preview.Look(borrower.State, borrower.Stored!));

        Assert.Equal(
            first.Changes.Select(change => (change.Indicator, change.LevelAfter)),
            second.Changes.Select(change => (change.Indicator, change.LevelAfter)));
        Assert.Equal(first.LevelAfter, second.LevelAfter);
    }

    // Whoever uploads a candidate sees no more of borrowers than the live catalogue shows.
    [Theory]
    [InlineData(",\"personal\":true", "")]
    [InlineData("\"personal\":true", "\"label\":true")]
    public void Look_PersonalInTheLiveCatalogueAlone_IsNotShown(string old, string other)
    {
        var files = SmallIndicators.Both.Set.Files.Files.Select(file => (
            file.Path, Text: Encoding.UTF8.GetString(file.Content.Span))).Select(file => (file.Path, file.Path switch
            {
                "features.json" => file.Text.Replace(old, other, StringComparison.Ordinal),
                "workflows/early.json" => file.Text.Replace("cases > 0 and", "cases > 1 or", StringComparison.Ordinal),
                _ => file.Text,
            }));
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 1, ("cases", "0"), ("owner_cases", "7"), ("branch", "\"west\""));

        var look = Look(borrower, SmallRules.Read([.. files]), day: 1);

        var evidence = look.Changes[0].Evidence;
        Assert.Equal(
            [("firm.cases", "0", false), ("firm.owner_cases", "", true)],
            evidence.Select(one => (one.Feature, one.Value, one.Masked)));
        Assert.Equal(["firm.branch"], look.Labels.Keys);
    }

    // A commit holds 1,000 changes; the next review, which is due at once, makes the others.
    [Fact]
    public void Look_MoreChangesThanACommitHolds_GoesOnAsReviewsDo()
    {
        var many = SmallIndicators.Rules(8, [.. Enumerable.Range(0, 2_100).Select(i =>
            $$$"""
            {"RuleName":"d{{{i}}}","Operator":"Or","Properties":{"tocsin":{"family":"fin"}},"Rules":[
              {"RuleName":"yellow","Expression":"firm.debt >= 5"}]}
            """)]);
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 7);

        var look = Look(borrower, many.Set, day: 1);

        borrower.Rules = new ActivatedRuleSet(many.Set, 8, SmallIndicators.Noon);
        List<WarningChange> made = [];
        for (var day = 1.0; made.Count < 2_100; day += 0.001) made.AddRange(borrower.Review(day));
        Assert.Equal(
            made.Select(change => change.Warning!.Indicator),
            look.Changes.Where(change => change.Indicator.Length > 0).Select(change => change.Indicator));
        Assert.Equal((borrower.State.Level, false), (look.LevelAfter, look.IsCut));
    }

    private static string Changed(string from, string to) =>
        SmallIndicators.Debt.Replace(from, to, StringComparison.Ordinal);

    private static BorrowerPreview Look(ReviewedBorrower borrower, RuleSet candidate, double day) =>
        Preview(candidate, day).Look(borrower.State, borrower.Stored!);

    private static RuleSetPreview Preview(RuleSet candidate, double day) => new(
        SmallIndicators.Both, candidate, new PreviewOptions { WithDecisions = false },
        SmallIndicators.Noon.AddDays(day));
}
