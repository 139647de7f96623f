using CsCheck;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public sealed class ComparisonTableTests
{
    private static readonly Gen<string> _comparison = Gen.OneOf(
        Gen.Select(Gen.OneOf("v.n", "v.m", "v.i"), Gen.OneOf("<", "<=", ">", ">=", "==", "!="),
            Gen.Int[-2, 2], (input, symbol, number) => $"{input} {symbol} {number}"),
        Gen.OneOf("v.f", "v.g == false", "v.t == \"A\"", "v.u != \"B\"", "v.d > p.start"));

    private static readonly Gen<string> _chain = Gen.Select(
        _comparison.Array[1, ComparisonChain.MaximumLength], Gen.OneOf(" and ", " or ").Array[8], Gen.Bool.Array[8],
        (parts, joins, negations) =>
        {
            var text = parts[^1];
            for (var i = parts.Length - 2; i >= 0; i--)
                text = $"{parts[i]}{joins[i]}{(negations[i] ? "not " : "")}({text})";
            return text;
        });

    private static readonly Gen<BorrowerProfile> _profile = Gen.Select(
        Gen.Int[-2, 2].Array[3], Gen.Bool.Array[2], Gen.OneOf("A", "B", "C").Array[2], Gen.Bool.Array[8],
        (numbers, flags, texts, there) => SampleInputs.Profile(
            [.. new (string Name, object Value)[]
            {
                ("v.n", numbers[0]), ("v.m", numbers[1]), ("v.i", numbers[2]), ("v.f", flags[0]), ("v.g", flags[1]),
                ("v.t", texts[0]), ("v.u", texts[1]), ("v.d", numbers[0] > 0 ? "2026-03-01" : "2025-03-01"),
            }.Where((_, index) => there[index])]));

    [Fact]
    public void Run_AnyChainsOverAnyProfile_EqualsTheCodeOfTheirTrees() => Gen.Select(
        _chain.Array[ConditionBlock.Capacity], _profile).Sample((texts, profile) =>
        {
            var compiler = new ExpressionCompiler();
            var conditions = texts.Select(text => compiler.CompileCondition(text, SampleInputs.Scope)).ToList();
            compiler.Complete();
            foreach (var condition in conditions)
            {
                var tree = compiler.ReadCondition(condition);
                Assert.NotNull(ComparisonChain.Read(tree));
                Assert.Equal(new ConditionExplainer(profile).Explain(tree).Outcome, condition.Evaluate(profile));
            }
        }, iter: 40);

    [Fact]
    public void Evaluate_TextNoConditionNames_EqualsNone()
    {
        var condition = SampleInputs.Compile("v.t == \"only here\"");

        Assert.Equal(RuleOutcome.Miss, condition.Evaluate(SampleInputs.Profile(("v.t", "nowhere"))));
        Assert.Equal(RuleOutcome.Hit, condition.Evaluate(SampleInputs.Profile(("v.t", "only here"))));
    }

    [Fact]
    public void Evaluate_ProfileOlderThanTheCondition_KnowsItsTexts()
    {
        var profile = SampleInputs.Profile(("v.t", "read later"));

        var condition = SampleInputs.Compile("v.t == \"read later\"");

        Assert.Equal(RuleOutcome.Hit, condition.Evaluate(profile));
    }
}
