using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class ExpressionBudgetTests
{
    [Fact]
    public void TakeTokens_AsManyAsThereAre_IsNoProblem()
    {
        var budget = new ExpressionBudget();

        budget.TakeTokens(ExpressionLimits.MaximumTokensOfASet);

        AssertRefuses(() => budget.TakeTokens(1));
    }

    [Fact]
    public void TakeNodes_AsManyAsThereAre_IsNoProblem()
    {
        var budget = new ExpressionBudget();

        budget.TakeNodes(ExpressionLimits.MaximumNodesOfASet);

        AssertRefuses(() => budget.TakeNodes(1));
    }

    [Fact]
    public void TakeTokens_TooMany_LeavesTheBudgetAsItWas()
    {
        var budget = new ExpressionBudget();

        AssertRefuses(() => budget.TakeTokens(ExpressionLimits.MaximumTokensOfASet + 1));

        budget.TakeTokens(ExpressionLimits.MaximumTokensOfASet);
    }

    private static void AssertRefuses(Action take) => Assert.Equal(
        "EXPRESSIONS_TOO_MANY", Assert.Throws<ExpressionRefusedException>(take).Problem.Code);
}
