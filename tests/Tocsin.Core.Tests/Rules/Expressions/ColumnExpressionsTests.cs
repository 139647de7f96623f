using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public sealed class ColumnExpressionsTests
{
    private readonly ColumnExpressions _columns = new(
        [("Term", FeatureType.Number), ("Part", FeatureType.Number), ("Whole", FeatureType.Number),
            ("New", FeatureType.Text), ("行业", FeatureType.Text)]);

    [Fact]
    public void Compile_Columns_ReadsThemByBareName()
    {
        Assert.Equal(FeatureValue.OfFlag(true), Value("Term >= 240", ("Term", FeatureValue.OfNumber(240))));
        Assert.Equal(FeatureValue.OfNumber(0.75), Value(
            "Part / Whole", ("Part", FeatureValue.OfNumber(3)), ("Whole", FeatureValue.OfNumber(4))));
        Assert.Equal(FeatureValue.OfFlag(true), Value("New == \"Y\"", ("New", FeatureValue.OfText("Y"))));
        Assert.Equal(FeatureValue.OfText("零售"), Value("行业", ("行业", FeatureValue.OfText("零售"))));
    }

    [Fact]
    public void Compile_AbsentCellOrDivisionByZero_IsUnknown()
    {
        Assert.Null(Value("Term >= 240"));
        Assert.Null(Value("Part / Whole", ("Part", FeatureValue.OfNumber(3)), ("Whole", FeatureValue.OfNumber(0))));
        Assert.Equal(FeatureValue.OfFlag(true), Value("Term == null"));
    }

    [Theory]
    [InlineData("Trem >= 240", "Term")]
    [InlineData("Term >=", "EXPRESSION_SYNTAX")]
    [InlineData("System.IO.File.Exists(New)", "NAME_UNKNOWN")]
    public void Compile_WrongExpression_SaysWhat(string text, string expected)
    {
        Assert.Null(_columns.Compile(text, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Loan Amount", "Loan_Amount")]
    [InlineData("12m sales", "_12m_sales")]
    [InlineData("firm.age", "firm_age")]
    [InlineData("行业", "行业")]
    [InlineData("", "_")]
    public void NameOf_AHeader_IsAName(string header, string name) =>
        Assert.Equal(name, ColumnExpressions.NameOf(header));

    private FeatureValue? Value(string text, params (string Name, FeatureValue Value)[] cells)
    {
        var compiled = _columns.Compile(text, out var problem);
        Assert.Equal("", problem);
        var row = _columns.NewRow();
        foreach (var (name, value) in cells) row.Set(name, value);
        return compiled!.Evaluate(row);
    }
}
