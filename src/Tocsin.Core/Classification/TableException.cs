using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Classification;

/// <summary>What keeps a row from counting: that another table gives one of its results. Immutable.</summary>
/// <param name="Table">The other table.</param>
/// <param name="Result">Its result.</param>
public sealed record TableException(DecisionTable Table, TableResult Result)
{
    /// <summary>Hit where the other table gives the result, unknown where it may, else miss.</summary>
    public RuleOutcome Evaluate(BorrowerProfile profile, bool usesDrafts)
    {
        var answer = Table.Evaluate(profile, usesDrafts);
        if (answer.IsComplete) return answer.Result == Result ? RuleOutcome.Hit : RuleOutcome.Miss;
        // A table that gives no result at all says nothing of what is possible.
        var isPossible = answer.Result == Result || answer.Possible.Contains(Result) || answer.Possible.Count == 0;
        return isPossible ? RuleOutcome.Unknown : RuleOutcome.Miss;
    }
}
