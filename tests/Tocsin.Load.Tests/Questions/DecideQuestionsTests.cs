using Tocsin.Load.Questions;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Load.Tests.Questions;

/// <summary>A wrong answer is found, whatever is wrong with it.</summary>
public sealed class DecideQuestionsTests
{
    // Of the calls whose answers are compared whole, the first.
    private const long Whole = 0;

    private readonly DecideQuestions _questions = new(new DecideRequest { Product = "p" }, ["b-0"], [Settled()]);

    [Fact]
    public void FindDecisionFault_TheAnswerAsItShouldBe_FindsNone()
    {
        Assert.Null(_questions.FindDecisionFault(Whole, "r-0", Answer("r-0")));
        Assert.Null(_questions.FindDecisionFault(1, "r-1", Answer("r-1")));
    }

    [Fact]
    public void FindDecisionFault_AnswerToAnotherRequest_IsFoundInEveryCall() =>
        Assert.NotNull(_questions.FindDecisionFault(1, "r-1", Answer("r-2")));

    [Fact]
    public void FindDecisionFault_AnotherOutcome_IsFoundInEveryCall()
    {
        var answer = Answer("r-1");
        answer.Outcome = Outcome.Refer;

        Assert.NotNull(_questions.FindDecisionFault(1, "r-1", answer));
    }

    [Fact]
    public void FindDecisionFault_DegradedAnswer_IsFoundInEveryCall()
    {
        var answer = Answer("r-1");
        answer.Degraded = true;

        Assert.NotNull(_questions.FindDecisionFault(1, "r-1", answer));
    }

    [Fact]
    public void FindDecisionFault_AnotherScore_IsFoundWhereTheWholeIsCompared()
    {
        var answer = Answer("r-0");
        answer.Score.Points++;

        Assert.NotNull(_questions.FindDecisionFault(Whole, "r-0", answer));
    }

    [Fact]
    public void FindDecisionFault_WithoutItsDecisionId_IsFoundWhereTheWholeIsCompared()
    {
        var answer = Answer("r-0");
        answer.DecisionId = "";

        Assert.NotNull(_questions.FindDecisionFault(Whole, "r-0", answer));
    }

    [Fact]
    public void Address_AsManyCallsAsBorrowers_AsksForEachOnce()
    {
        string[] borrowers = [.. Enumerable.Range(0, 100).Select(number => $"b-{number}")];
        var questions = new DecideQuestions(new DecideRequest(), borrowers, [Settled()]);
        var asked = Enumerable.Range(0, 100).Select(number =>
        {
            var request = new DecideRequest();
            questions.Address(request, number);
            return request.BorrowerId;
        });

        Assert.Equal(borrowers.Order(), asked.Order());
    }

    private static DecideResponse Settled() => DecideQuestions.Settle(Answer("r-reference"));

    private static DecideResponse Answer(string id) => new()
    {
        RequestId = id,
        DecisionId = $"decision of {id}",
        Outcome = Outcome.Approve,
        Score = new Score { Points = 600 },
    };
}
