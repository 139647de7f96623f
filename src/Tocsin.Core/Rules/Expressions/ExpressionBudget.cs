namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// What the expressions of one rule set may cost together: twenty thousand lawful rules, each as large as a rule may
/// be, would keep a processor busy for an hour.
/// </summary>
/// <remarks>Not thread-safe: a load has its own.</remarks>
internal sealed class ExpressionBudget
{
    private int _tokens;
    private int _nodes;

    /// <summary>Takes the tokens of an expression that is to be parsed.</summary>
    /// <exception cref="ExpressionRefusedException">There are not so many left.</exception>
    public void TakeTokens(int count) =>
        Take(ref _tokens, count, ExpressionLimits.MaximumTokensOfASet, "tokens");

    /// <summary>Takes the nodes of a tree that is to be compiled.</summary>
    /// <exception cref="ExpressionRefusedException">There are not so many left.</exception>
    public void TakeNodes(int count) =>
        Take(ref _nodes, count, ExpressionLimits.MaximumNodesOfASet, "parts, scoped params written out");

    private static void Take(ref int taken, int count, int limit, string what)
    {
        if (taken > limit - count)
        {
            throw new ExpressionRefusedException("EXPRESSIONS_TOO_MANY", 0,
                $"With this one, the expressions of the rule set have more than {limit} {what}.");
        }

        taken += count;
    }
}
