using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public class ConditionExplanationTests
{
    [Fact]
    public void Of_JoinedComparisons_TellsEachPartAndItsOutcome()
    {
        var explanation = Explain("v.n > p.limit and (v.i == 3 or v.f)", ("v.n", 12.0), ("v.f", false));

        Assert.Equal(
            """
            (v.n > 10) and ((v.i == 3) or v.f): Unknown
              v.n > 10: Hit
              (v.i == 3) or v.f: Unknown
                v.i == 3: Unknown
                v.f: Miss
            """, Lines(explanation, 0));
    }

    [Fact]
    public void Of_NegationAndChoice_TellsWhatStandsIn()
    {
        var explanation = Explain("iif(v.t == \"A\", not v.f, v.d > p.start)", ("v.t", "B"), ("v.d", "2026-03-01"));

        Assert.Equal(
            """
            iif(v.t == "A", not v.f, v.d > 2026-01-01): Hit
              v.t == "A": Miss
              not v.f: Unknown
                v.f: Unknown
              v.d > 2026-01-01: Hit
            """, Lines(explanation, 0));
    }

    [Fact]
    public void Of_PartThatFails_TellsHow()
    {
        var explanation = Explain("v.f and 6 / v.i > 1", ("v.f", true), ("v.i", 0L));

        Assert.Equal(RuleOutcome.Unknown, explanation.Outcome);
        Assert.Equal("Attempted to divide by zero.", explanation.Parts[1].Failure);
        Assert.Equal(("", RuleOutcome.Hit), (explanation.Parts[0].Failure, explanation.Parts[0].Outcome));
    }

    [Fact]
    public void Of_OrderedTexts_TellsThatAStrangerCannotBeCompared() => Assert.Equal(
        "tax.grade < \"B\": Unknown", Lines(Explain("tax.grade < \"B\"", ("tax.grade", "M")), 0));

    private static ConditionExplanation Explain(string text, params (string Name, object Value)[] values) =>
        ConditionExplanation.Of(SampleInputs.Compile(text), SampleInputs.Profile(values));

    private static string Lines(ConditionExplanation part, int depth) => string.Join('\n',
        part.Parts.Select(inner => Lines(inner, depth + 1)).Prepend(
            $"{new string(' ', 2 * depth)}{part.Text}: {part.Outcome}"));
}
