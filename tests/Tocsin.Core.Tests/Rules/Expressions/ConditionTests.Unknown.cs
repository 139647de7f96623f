using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>What conditions say where values are missing or stale.</summary>
public partial class ConditionTests
{
    [Theory]
    [InlineData("v.n == null", RuleOutcome.Hit)]
    [InlineData("null == v.n", RuleOutcome.Hit)]
    [InlineData("v.n != null", RuleOutcome.Miss)]
    [InlineData("(v.n) == null", RuleOutcome.Hit)]
    [InlineData("(v.n) != null", RuleOutcome.Miss)]
    [InlineData("(v.t) == null", RuleOutcome.Hit)]
    [InlineData("null != v.n", RuleOutcome.Miss)]
    [InlineData("v.n.HasValue", RuleOutcome.Miss)]
    [InlineData("!v.n.HasValue", RuleOutcome.Hit)]
    [InlineData("v.n.Value > 1", RuleOutcome.Unknown)]
    [InlineData("not (v.n.Value > 1)", RuleOutcome.Unknown)]
    [InlineData("(v.n ?? 5) > 1", RuleOutcome.Hit)]
    [InlineData("(v.i ?? 5) > 1", RuleOutcome.Hit)]
    [InlineData("(v.i ?? 0.5) < 1", RuleOutcome.Hit)]
    [InlineData("(v.f ?? true)", RuleOutcome.Hit)]
    [InlineData("(v.t ?? \"Z\") == \"Z\"", RuleOutcome.Hit)]
    [InlineData("(v.n ?? v.m) > 1", RuleOutcome.Unknown)]
    [InlineData("(v.n ?? v.m ?? 3) == 3", RuleOutcome.Hit)]
    [InlineData("np(v.n, 5) > 1", RuleOutcome.Hit)]
    [InlineData("np(v.i, 5) > 1", RuleOutcome.Hit)]
    [InlineData("v.t == null", RuleOutcome.Hit)]
    [InlineData("v.t != null", RuleOutcome.Miss)]
    [InlineData("v.d == null", RuleOutcome.Hit)]
    [InlineData("v.f == null", RuleOutcome.Hit)]
    [InlineData("v.f.HasValue", RuleOutcome.Miss)]
    [InlineData("v.n == null or v.n > 3", RuleOutcome.Hit)]
    [InlineData("v.n != null and v.n > 3", RuleOutcome.Miss)]
    [InlineData("iif(v.n == null, true, v.n > 3)", RuleOutcome.Hit)]
    public void Evaluate_NullTestOfMissingValue_IsDefinite(string text, RuleOutcome expected) =>
        Assert.Equal(expected, SampleInputs.Evaluate(text));

    // Each part in parentheses is known as a whole, though a text or a date in it is not there.
    [Theory]
    [InlineData("(v.t.ToUpper() == \"A\" or v.f) == v.f", RuleOutcome.Hit)]
    [InlineData("(v.t.StartsWith(v.u) and not v.f) == v.f", RuleOutcome.Miss)]
    [InlineData("(tax.grade < \"B\" or v.f) == v.f", RuleOutcome.Hit)]
    [InlineData("(v.d > p.start or v.f) == v.f", RuleOutcome.Hit)]
    [InlineData("(Fn.DaysBetween(v.d, v.e) > 3 or v.f) == v.f", RuleOutcome.Hit)]
    public void Evaluate_MissingPartOfWhatIsKnown_DoesNotFail(string text, RuleOutcome expected) =>
        Assert.Equal(expected, SampleInputs.Evaluate(text, ("v.f", true)));

    [Theory]
    [InlineData("v.n == null", RuleOutcome.Miss)]
    [InlineData("null != v.n", RuleOutcome.Hit)]
    [InlineData("v.n.HasValue", RuleOutcome.Hit)]
    [InlineData("v.n.Value > 1", RuleOutcome.Hit)]
    [InlineData("(v.n ?? 5) > 3", RuleOutcome.Miss)]
    [InlineData("(v.n ?? v.m) > 1", RuleOutcome.Hit)]
    [InlineData("(v.i ?? v.m) > 1", RuleOutcome.Hit)]
    [InlineData("(v.i ?? 0.5) > 1", RuleOutcome.Hit)]
    [InlineData("np(v.n, 5) > 3", RuleOutcome.Miss)]
    [InlineData("v.t == null", RuleOutcome.Miss)]
    public void Evaluate_NullTestOfPresentValue_IsDefinite(string text, RuleOutcome expected) =>
        Assert.Equal(expected, SampleInputs.Evaluate(text, ("v.n", 2), ("v.i", 2), ("v.t", "A")));

    [Theory]
    [InlineData("v.n > 1")]
    [InlineData("v.n != 1")]
    [InlineData("!(v.n > 1)")]
    [InlineData("v.f")]
    [InlineData("!v.f")]
    [InlineData("v.f == false")]
    [InlineData("v.n * 0 == 0")]
    [InlineData("v.n == v.n")]
    [InlineData("v.t == \"A\"")]
    [InlineData("v.t != \"A\"")]
    [InlineData("v.t == v.u")]
    [InlineData("v.t.StartsWith(\"A\")")]
    [InlineData("v.t in (\"A\", \"B\")")]
    [InlineData("not (v.t in (\"A\", \"B\"))")]
    [InlineData("v.d < \"2026-01-01\"")]
    [InlineData("v.d.Year < 2000")]
    [InlineData("Fn.DaysBetween(v.d, v.e) > 3")]
    [InlineData("Math.Max(v.n, 1) > 0")]
    [InlineData("tax.grade < \"B\"")]
    [InlineData("tax.grade == \"B\"")]
    [InlineData("iif(v.f, true, false)")]
    [InlineData("iif(v.f, 1, 2) > 0")]
    [InlineData("(v.n > 1) == (v.m > 1)")]
    [InlineData("String.IsNullOrEmpty(v.t)")]
    [InlineData("np(v.n) > 1")]
    [InlineData("not (np(v.n) > 1)")]
    [InlineData("v.n == null == v.g")]
    [InlineData("v.n > 1 and v.f ?? v.g")]
    public void Evaluate_MissingValue_IsUnknown(string text) =>
        Assert.Equal(RuleOutcome.Unknown, SampleInputs.Evaluate(text));

    [Fact]
    public void Evaluate_AndOrNot_FollowsKleene()
    {
        object?[] states = [false, true, null];
        foreach (var left in states)
        {
            foreach (var right in states)
            {
                var values = new List<(string, object)>();
                if (left is not null) values.Add(("v.f", left));
                if (right is not null) values.Add(("v.g", right));
                var both = left is false || right is false ? RuleOutcome.Miss
                    : left is null || right is null ? RuleOutcome.Unknown : RuleOutcome.Hit;
                var either = left is true || right is true ? RuleOutcome.Hit
                    : left is null || right is null ? RuleOutcome.Unknown : RuleOutcome.Miss;
                Assert.Equal(both, SampleInputs.Evaluate("v.f and v.g", [.. values]));
                Assert.Equal(both, SampleInputs.Evaluate("v.f & v.g", [.. values]));
                Assert.Equal(either, SampleInputs.Evaluate("v.f or v.g", [.. values]));
                Assert.Equal(either, SampleInputs.Evaluate("v.f | v.g", [.. values]));
                Assert.Equal(Not(both), SampleInputs.Evaluate("not (v.f and v.g)", [.. values]));
                Assert.Equal(Not(either), SampleInputs.Evaluate("!(v.f or v.g)", [.. values]));
            }
        }
    }

    [Theory]
    [InlineData("iif(v.f, true, v.n > 1)", true, RuleOutcome.Hit)]
    [InlineData("iif(v.f, true, v.n > 1)", false, RuleOutcome.Unknown)]
    [InlineData("iif(v.f, 1, v.n) == 1", true, RuleOutcome.Hit)]
    [InlineData("iif(v.f, 1, v.n) == 1", false, RuleOutcome.Unknown)]
    [InlineData("(v.f or v.g) == true", true, RuleOutcome.Hit)]
    [InlineData("(v.f or v.g) == true", false, RuleOutcome.Unknown)]
    public void Evaluate_UnneededBranchMissing_IsDefinite(string text, bool flag, RuleOutcome expected) =>
        Assert.Equal(expected, SampleInputs.Evaluate(text, ("v.f", flag)));

    [Fact]
    public void Evaluate_StaleValue_IsUnknownAsAMissingOneIs()
    {
        var view = new FeatureView
        {
            Name = "v",
            StaleAfter = TimeSpan.FromDays(1),
            Features = [new FeatureDefinition { View = "v", Name = "n", Type = FeatureType.Number }],
        };
        var layout = new InputLayout(new FeatureCatalogue("Asia/Shanghai", [view]));
        var update = new FeatureViewUpdate("v", SampleInputs.AsOf.AddDays(-2),
            new Dictionary<string, FeatureValue> { ["n"] = FeatureValue.OfNumber(5) });
        var profile = BorrowerProfileReader.Read(layout, null, [update], SampleInputs.AsOf);
        var scope = SampleInputs.Scope with { Layout = layout };
        var compiler = new Core.Rules.Expressions.ExpressionCompiler();

        Assert.True(profile.IsStale(layout.Find("v.n")!.Index));
        Assert.Equal(RuleOutcome.Unknown, compiler.CompileCondition("v.n > 1", scope).Evaluate(profile));
        Assert.Equal(RuleOutcome.Hit, compiler.CompileCondition("v.n == null", scope).Evaluate(profile));
    }

    private static RuleOutcome Not(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Hit => RuleOutcome.Miss,
        RuleOutcome.Miss => RuleOutcome.Hit,
        _ => RuleOutcome.Unknown,
    };
}
