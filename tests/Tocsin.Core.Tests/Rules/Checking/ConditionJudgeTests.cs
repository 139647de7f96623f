using CsCheck;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Checking;

public class ConditionJudgeTests
{
    [Theory]
    [InlineData("v.n > 5 and v.n < 3", "never")]
    [InlineData("v.n >= 5 and v.n <= 5", "open")]
    [InlineData("v.n > 5 and v.n <= 5", "never")]
    [InlineData("5 < v.n and 3 > v.n", "never")]
    [InlineData("v.i > 2 and v.i < 3", "never")]
    [InlineData("v.n > 2 and v.n < 3", "open")]
    [InlineData("v.i == 2.5", "never")]
    [InlineData("v.i != 2.5", "always")]
    [InlineData("v.n > 3 or v.n <= 3", "always")]
    [InlineData("v.n > 3 or v.n < 3", "open")]
    [InlineData("not (v.n > 3 or v.n <= 3)", "never")]
    [InlineData("v.n > p.limit and v.n < p.limit - 1", "never")]
    [InlineData("v.n > p.limit and v.m < p.limit", "open")]
    [InlineData("v.f and v.f == false", "never")]
    [InlineData("(v.n > 3) == true and (v.n > 3) == false", "never")]
    [InlineData("v.f != true or v.f", "always")]
    [InlineData("v.t == \"A\" and v.t == \"B\"", "never")]
    [InlineData("v.t != \"A\" or v.t != \"B\"", "always")]
    [InlineData("v.t in (\"A\", \"B\") and v.t == \"C\"", "never")]
    [InlineData("tax.grade < \"D\"", "never")]
    [InlineData("tax.grade > \"M\"", "never")]
    [InlineData("tax.grade >= \"D\"", "always")]
    [InlineData("tax.grade != \"A\" and tax.grade != \"B\" and tax.grade != \"C\" and tax.grade > \"D\"", "never")]
    [InlineData("tax.grade < tax.old_grade and tax.grade > tax.old_grade", "open")]
    [InlineData("v.n == null and v.n > 3", "never")]
    [InlineData("v.n == null or v.n != null", "always")]
    [InlineData("v.n.HasValue or v.n == null", "always")]
    [InlineData("(v.n ?? 0) > 3 and v.n == null", "never")]
    [InlineData("(v.n ?? 5) > 3 and v.n == null", "open")]
    [InlineData("v.d < DateOnly(2026, 1, 1) and v.d > p.start", "never")]
    [InlineData("v.d < time.as_of and v.d > time.as_of", "open")]
    [InlineData("iif(v.n > 5, v.n < 3, v.n > 7)", "never")]
    [InlineData("iif(v.n > 5, v.n > 3, v.n < 7)", "always")]
    [InlineData("v.n * 2 > 5 and v.n * 2 < 3", "open")]
    [InlineData("v.n / v.m > 5 and v.n > 5 and v.n < 3", "never")]
    [InlineData("1 > 0", "always")]
    [InlineData("p.on and p.days > 7", "never")]
    public void Judge_Condition_KnowsWhetherItCanHoldOrMiss(string text, string expected) =>
        Assert.Equal(expected, JudgedTexts.Word(text));

    [Fact]
    public void Judge_ManyAlternatives_IsOpenAndTakesNoLongTime()
    {
        var pairs = Enumerable.Range(0, 100).Select(i => $"(v.n > {i} or v.m < {i} or v.i > {i})");

        Assert.Equal("open", JudgedTexts.Word(string.Join(" and ", pairs)));
        Assert.Equal("open", JudgedTexts.Word(string.Join(" or ", pairs)));
    }

    [Fact]
    public void Judge_RandomCondition_NeverIsNeverAHitAndAlwaysIsNeverAMiss()
    {
        var decided = 0;
        var texts = Gen.OneOf(RandomTrees.WithNullTests.Select(tree => tree.Text), Bounds(3));
        Gen.Select(texts, RandomTrees.Values.Array[40]).Sample((text, profiles) =>
        {
            var judgement = JudgedTexts.Judge(text);
            if (!judgement.IsNever && !judgement.IsAlways) return true;
            Interlocked.Increment(ref decided);
            var condition = SampleInputs.Compile(text);
            var forbidden = judgement.IsNever ? RuleOutcome.Hit : RuleOutcome.Miss;
            return profiles.All(values => condition.Evaluate(Profile(values)) != forbidden);
        }, iter: 800);
        Assert.True(decided > 30, $"only {decided} conditions were decided");
    }

    [Fact]
    public void Judge_ComparisonsWithConstants_KnowsExactlyWhichNumbersHit()
    {
        Gen.Select(Bounds(3), Gen.Int[-16, 16]).Sample((text, quarters) =>
        {
            var judgement = JudgedTexts.Judge(text);
            var value = quarters * 0.25;
            var hits = judgement.Hits.Boxes.Any(box => box.Sides.All(side => side.Values.Numbers.Contains(value)));
            return judgement.Hits.IsExact
                && hits == (SampleInputs.Evaluate(text, ("v.n", value)) == RuleOutcome.Hit);
        }, iter: 300);
    }

    private static Gen<string> Bounds(int depth)
    {
        var leaf = Gen.Select(
            Gen.OneOf("<", "<=", ">", ">=", "==", "!="), Gen.Int[-6, 6],
            (symbol, half) => $"(v.n {symbol} {half} * 0.5)");
        if (depth == 0) return leaf;
        var inner = Bounds(depth - 1);
        return Gen.OneOf(
            leaf, inner.Select(one => $"not {one}"),
            Gen.Select(Gen.OneOf("and", "or"), inner, inner, (symbol, one, other) => $"({one} {symbol} {other})"));
    }

    private static BorrowerProfile Profile(IReadOnlyDictionary<string, object> values) =>
        SampleInputs.Profile([.. values.Select(pair => (pair.Key, pair.Value))]);
}
