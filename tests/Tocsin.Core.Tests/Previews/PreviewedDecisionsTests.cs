using Tocsin.Core.Decisions;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Tests.Previews.PreviewedLoans;

namespace Tocsin.Core.Tests.Previews;

public class PreviewedDecisionsTests
{
    private static readonly RuleSet _reworded = Edited(("reasons.json", "Listed.", "It is listed."));

    private static PreviewOptions Asked => new()
    {
        Product = "loan",
        Request = new DecisionRequest(ApplicationKind.New, 100_000, 12),
    };

    // Nobody has looked at the update that makes the borrower red: both rule sets see what a review would make of it.
    [Fact]
    public void Look_ReviewIsDueAndWarningsAreTheSame_DecidesOnTheSameStanding()
    {
        var preview = Preview(_reworded, Asked);

        var decision = Assert.Single(preview.Look(Unseen, Stored(debt: 900)).Decisions);

        Assert.False(preview.HasWarnings);
        Assert.Equal(DecisionOutcome.Decline, decision.Before.Outcome);
        Assert.Equal(DecisionOutcome.Decline, decision.After!.Outcome);
        Assert.False(decision.IsChanged);
    }

    // The candidate's own indicators say where the borrower stands, though its changes are not asked for.
    [Fact]
    public void Look_WithoutWarnings_DecidesOnWhereTheBorrowerWouldStand()
    {
        var strict = Edited(("workflows/early.json", "500", "50"));

        var look = Preview(strict, Asked with { WithWarnings = false }).Look(Unseen, Stored(debt: 100));

        Assert.Empty(look.Changes);
        Assert.Equal(WarningLevel.None, look.LevelAfter);
        var decision = Assert.Single(look.Decisions);
        Assert.Equal(DecisionOutcome.ApproveWithConditions, decision.Before.Outcome);
        Assert.Equal((DecisionStep.KnockOut, "at_red"), (decision.Difference!.Step, decision.Difference.Rule));
    }

    [Theory]
    [InlineData("\"currency\":\"CNY\",\"draft_because\":\"nobody looked\"", "draft")]
    [InlineData("\"currency\":\"USD\"", "currency")]
    [InlineData("\"currency\":\"CNY\",\"amount\":{\"min\":10000,\"max\":50000,\"step\":1000}", "amount")]
    [InlineData("\"currency\":\"CNY\",\"term_months\":{\"min\":1,\"max\":6}", "term")]
    public void Look_WhatTheCandidateWouldRefuse_Differs(string other, string refused)
    {
        var candidate = Edited(("policies/loan.json", "\"currency\":\"CNY\"", other));

        var decision = Assert.Single(Preview(candidate, Asked).Look(Unseen, Stored(debt: 100)).Decisions);

        Assert.Null(decision.After);
        Assert.Equal(
            new AnswerDifference(DecisionStep.Refused, refused, "decides", $"refuses: {refused}"), decision.Difference);
    }

    [Fact]
    public void Look_DraftWhereDraftsCount_Decides()
    {
        var draft = Edited(("policies/loan.json", "\"currency\":\"CNY\"",
            "\"currency\":\"CNY\",\"draft_because\":\"nobody looked\""));

        var look = Preview(draft, Asked with { UsesDrafts = true }).Look(Unseen, Stored(debt: 100));

        Assert.False(Assert.Single(look.Decisions).IsChanged);
    }

    // What the live rules refuse and the candidate decides is news, too.
    [Fact]
    public void Look_WhatTheLiveRulesWouldRefuse_DiffersWhereTheCandidateDecides()
    {
        var narrow = Edited(("policies/loan.json", "\"currency\":\"CNY\"",
            "\"currency\":\"CNY\",\"term_months\":{\"min\":1,\"max\":6}"));
        var preview = new RuleSetPreview(
            new ActivatedRuleSet(narrow, 7, SmallRules.Noon), Live.Set, Asked, SmallRules.Noon);

        var decision = Assert.Single(preview.Look(Unseen, Stored(debt: 100)).Decisions);

        Assert.Equal(DecisionOutcome.ApproveWithConditions, decision.After!.Outcome);
        Assert.Equal(
            new AnswerDifference(DecisionStep.Refused, "term", "refuses: term", "decides"), decision.Difference);
    }

    // The outcome, the grade, the reasons and every other part of the short answer stay.
    [Theory]
    [InlineData("workflows/conditions.json", "request.amount >= 50000", "false", DecisionStep.Condition, "pledge")]
    [InlineData("workflows/conditions.json", "5wd", "9wd", DecisionStep.Condition, "account")]
    [InlineData("policies/loan.json", "\"score_reasons\":4,", "\"score_reasons\":4,\"valid_for_days\":9,",
        DecisionStep.Policy, "valid_for_days")]
    [InlineData("policies/loan.json", "13.862943611198906", "13.9", DecisionStep.Policy, "pd")]
    public void Look_OnlyWhatTheShortAnswerDoesNotHold_Differs(
        string path, string old, string other, DecisionStep step, string rule)
    {
        var look = Preview(Edited((path, old, other)), Asked).Look(Unseen, Stored(debt: 100));

        var decision = Assert.Single(look.Decisions);
        Assert.True(decision.Before.IsSame(decision.After));
        Assert.True(look.IsDiffering);
        Assert.Equal((step, rule, 1), (decision.Difference!.Step, decision.Difference.Rule, decision.Differences));
    }

    // It is counted as one that was not looked at.
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Look_ClosedBorrower_IsAskedOnceSomethingNewIsStored(long revision, bool isResting)
    {
        var candidate = Edited(("workflows/card.json", "\"points\":40", "\"points\":41"));
        var closed = Unseen with { Closed = true, Activation = 7, FeaturesRevision = 1 };

        var look = Preview(candidate, Asked).Look(closed, Stored(debt: 100, revision));

        Assert.Equal((isResting, !isResting), (look.IsResting, look.IsDiffering));
        Assert.Equal(isResting ? 0 : 1, look.Decisions.Count);
    }
}
