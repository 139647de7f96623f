using Tocsin.Core.Rules.Checking;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Tests.Rules.Expressions;

namespace Tocsin.Core.Tests.Rules.Checking;

/// <summary>Judges conditions over the sample inputs, without a rule set around them.</summary>
internal static class JudgedTexts
{
    /// <summary>What is known of a condition.</summary>
    public static Judgement Judge(string text)
    {
        var compiler = new ExpressionCompiler();
        _ = compiler.CompileCondition(text, SampleInputs.Scope, out var tree);
        return new ConditionJudge(new ReadExpressions([], compiler.Parameters)).Judge(tree);
    }

    /// <summary>never, always or open.</summary>
    public static string Word(string text)
    {
        var judgement = Judge(text);
        return judgement.IsNever ? "never" : judgement.IsAlways ? "always" : "open";
    }
}
