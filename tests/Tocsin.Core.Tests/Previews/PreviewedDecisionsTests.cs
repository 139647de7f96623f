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
        Assert.Equal(DecisionOutcome.Approve, decision.Before.Outcome);
        Assert.Equal((DecisionStep.KnockOut, "at_red"), (decision.Difference!.Step, decision.Difference.Rule));
    }
}
