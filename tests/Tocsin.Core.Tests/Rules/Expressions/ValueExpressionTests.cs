using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class ValueExpressionTests
{
    [Theory]
    [InlineData("v.n * 2", FeatureType.Number, "5")]
    [InlineData("v.i + 1", FeatureType.Integer, "8")]
    [InlineData("v.i / 2", FeatureType.Integer, "3")]
    [InlineData("v.i * 0.5", FeatureType.Number, "3.5")]
    [InlineData("1 + 1", FeatureType.Integer, "2")]
    [InlineData("v.n > 1 and v.i > 1", FeatureType.Flag, "true")]
    [InlineData("v.t", FeatureType.Text, "A")]
    [InlineData("v.u ?? \"none\"", FeatureType.Text, "none")]
    [InlineData("iif(v.n > 2, \"高\", \"低\")", FeatureType.Text, "高")]
    [InlineData("v.d", FeatureType.Date, "2026-01-31")]
    [InlineData("v.m ?? 3", FeatureType.Number, "3")]
    [InlineData("np(v.m, 3)", FeatureType.Number, "3")]
    [InlineData("v.j ?? v.i", FeatureType.Integer, "7")]
    [InlineData("Fn.Max(v.n, v.i)", FeatureType.Number, "7")]
    [InlineData("p.limit", FeatureType.Number, "10")]
    public void Evaluate_Known_HasTypeAndValue(string text, FeatureType type, string expected)
    {
        var expression = SampleInputs.CompileValue(text);
        var value = expression.Evaluate(
            SampleInputs.Profile(("v.n", 2.5), ("v.i", 7), ("v.t", "A"), ("v.d", "2026-01-31")));

        Assert.Equal(type, expression.Type);
        Assert.Equal(expected, value?.ToCanonicalText());
        Assert.Equal(type, value?.Type);
    }

    [Theory]
    [InlineData("v.m")]
    [InlineData("v.m + v.n")]
    [InlineData("v.u")]
    [InlineData("v.e")]
    [InlineData("v.g")]
    [InlineData("iif(v.g, 1, 2)")]
    [InlineData("v.m ?? v.j")]
    [InlineData("v.m.Value")]
    [InlineData("np(v.m)")]
    [InlineData("v.n / 0")]
    [InlineData("v.i / 0")]
    [InlineData("0 / (v.n - v.n)")]
    [InlineData("Fn.Ln(v.n - v.n)")]
    [InlineData("v.i * 9007199254740992")]
    public void Evaluate_MissingFailedOrNotFinite_IsUnknown(string text) =>
        Assert.Null(SampleInputs.EvaluateValue(text, ("v.n", 2.5), ("v.i", 7)));

    [Theory]
    [InlineData("null")]
    [InlineData("1.5m")]
    [InlineData("DateTime(2026, 1, 1)")]
    [InlineData("tax.grade + \"x\"")]
    public void CompileValue_NoSuchType_IsRefused(string text) =>
        Assert.Throws<ExpressionRefusedException>(() => SampleInputs.CompileValue(text));
}
