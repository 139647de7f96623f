using Tocsin.Core.Decisions;
using Tocsin.Core.Previews;
using Xunit;

namespace Tocsin.Core.Tests.Previews;

public class AnswerDifferenceTests
{
    private static readonly AnswerDifference _otherwise = new(DecisionStep.Policy, "", "a", "b");

    [Fact]
    public void Between_SeveralRules_NamesTheFirstInTheOrderOfDeciding()
    {
        AnswerPart[] before =
        [
            new(DecisionStep.KnockOut, "listed", "miss"), new(DecisionStep.Score, "age", "40"),
            new(DecisionStep.Limit, "cash", "100"),
        ];
        AnswerPart[] after =
        [
            new(DecisionStep.KnockOut, "listed", "miss"), new(DecisionStep.Score, "age", "20"),
            new(DecisionStep.Limit, "cash", "90"),
        ];

        Assert.Equal(
            (new AnswerDifference(DecisionStep.Score, "age", "40", "20"), 2),
            AnswerDifference.Between(before, after, _otherwise));
    }

    [Fact]
    public void Between_RuleThatCameOrWent_IsTold()
    {
        AnswerPart[] before = [new(DecisionStep.Limit, "cash", "100")];
        AnswerPart[] after = [new(DecisionStep.KnockOut, "frozen", "hit"), new(DecisionStep.Limit, "sales", "9")];

        Assert.Equal(
            (new AnswerDifference(DecisionStep.KnockOut, "frozen", "", "hit"), 3),
            AnswerDifference.Between(before, after, _otherwise));
    }

    [Fact]
    public void Between_SameParts_IsThePolicy()
    {
        AnswerPart[] parts = [new(DecisionStep.Bound, "", "within")];

        Assert.Equal((_otherwise, 1), AnswerDifference.Between(parts, parts, _otherwise));
        Assert.Equal(
            new AnswerDifference(DecisionStep.Policy, "", "approve", "decline P01"),
            AnswerDifference.OfPolicy(
                new DecisionAnswer { Outcome = DecisionOutcome.Approve },
                new DecisionAnswer { Outcome = DecisionOutcome.Decline, Reasons = ["P01"] }));
    }
}
