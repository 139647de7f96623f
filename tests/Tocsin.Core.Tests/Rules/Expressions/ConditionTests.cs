using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>What conditions say where every value is there.</summary>
public partial class ConditionTests
{
    private static readonly (string, object)[] _full =
    [
        ("v.n", 2.5), ("v.m", 4), ("v.i", 7), ("v.j", 2), ("v.f", true), ("v.g", false), ("v.t", "A"), ("v.u", "农业"),
        ("v.d", "2026-01-31"), ("v.e", "2026-03-01"), ("v.a.b.c", 9), ("v.Mixed", 1), ("v.mixed", 2), ("v.年龄", 40),
        ("tax.grade", "C"), ("tax.old_grade", "A"), ("input1.Score", 640),
    ];

    [Theory]
    [InlineData("v.n < 3", true)]
    [InlineData("v.n <= 2.5", true)]
    [InlineData("v.n > 2.5", false)]
    [InlineData("v.n >= 2.5", true)]
    [InlineData("v.n == 2.5", true)]
    [InlineData("v.n = 2.5", true)]
    [InlineData("v.n != 2.5", false)]
    [InlineData("v.n <> 2.5", false)]
    [InlineData("v.n + v.m == 6.5", true)]
    [InlineData("v.n - v.m == -1.5", true)]
    [InlineData("v.n * v.m == 10", true)]
    [InlineData("v.m / v.n == 1.6", true)]
    [InlineData("v.i % 4 == 3", true)]
    [InlineData("v.i mod 4 == 3", true)]
    [InlineData("-v.n < 0", true)]
    [InlineData("v.f && v.g", false)]
    [InlineData("v.f and v.g", false)]
    [InlineData("v.f || v.g", true)]
    [InlineData("v.f or v.g", true)]
    [InlineData("v.f OR v.g", true)]
    [InlineData("!v.f", false)]
    [InlineData("not v.g", true)]
    [InlineData("!(v.f and v.g)", true)]
    [InlineData("v.f == true", true)]
    [InlineData("v.f & v.g", false)]
    [InlineData("v.f | v.g", true)]
    [InlineData("v.n gt 2 and v.n lt 3 and v.i ge 7 and v.i le 7 and v.j eq 2 and v.j ne 3", true)]
    [InlineData("v.i * 0.5 == 3.5", true)]
    [InlineData("v.i / 2 == 3", true)]
    [InlineData("v.i / v.j == 3", true)]
    [InlineData("v.n > v.i", false)]
    [InlineData("v.i + v.n == 9.5", true)]
    public void Evaluate_Operator_GivesWhatCSharpGives(string text, bool expected) => IsDefinite(text, expected);

    [Theory]
    [InlineData("v.t in (\"A\", \"B\")", true)]
    [InlineData("v.t in (\"B\", \"C\")", false)]
    [InlineData("not (v.t in (\"B\", \"C\"))", true)]
    [InlineData("v.i in (1, 7)", true)]
    [InlineData("v.n in (2.5, 3.5)", true)]
    [InlineData("v.u == \"农业\"", true)]
    [InlineData("v.u in (\"农业\", \"工业\")", true)]
    [InlineData("v.u.StartsWith(\"农\")", true)]
    [InlineData("v.u.Contains(\"工\")", false)]
    [InlineData("v.t == \"a\"", false)]
    [InlineData("v.t.ToLower() == \"a\"", true)]
    [InlineData("v.u.Length == 2", true)]
    [InlineData("String.IsNullOrEmpty(v.t)", false)]
    [InlineData("v.年龄 >= 18", true)]
    public void Evaluate_Text_ComparesOrdinally(string text, bool expected) => IsDefinite(text, expected);

    [Theory]
    [InlineData("v.d == \"2026-01-31\"", true)]
    [InlineData("v.d < \"2026-02-01\"", true)]
    [InlineData("v.d >= DateOnly(2026, 2, 1)", false)]
    [InlineData("v.d < v.e", true)]
    [InlineData("v.d > p.start", true)]
    [InlineData("v.d.Year == 2026 and v.d.Month == 1 and v.d.Day == 31", true)]
    [InlineData("Fn.DaysBetween(v.d, v.e) == 29", true)]
    [InlineData("Fn.MonthsBetween(v.d, v.e) == 1", true)]
    public void Evaluate_Date_ComparesDays(string text, bool expected) => IsDefinite(text, expected);

    [Theory]
    [InlineData("Math.Max(v.n, 1) == 2.5", true)]
    [InlineData("Math.Max(v.i, 1) == 7", true)]
    [InlineData("Math.Round(v.n * 3) == 8", true)]
    [InlineData("Fn.Clamp(v.n, 0, 1) == 1", true)]
    [InlineData("Fn.Div(v.n, 0, -1) == -1", true)]
    [InlineData("iif(v.f, v.n, v.m) == 2.5", true)]
    [InlineData("(v.g ? v.n : v.m) == 4", true)]
    [InlineData("v.g ? v.n > 100 : v.m == 4", true)]
    [InlineData("iif(v.f, v.g, v.f)", false)]
    public void Evaluate_FunctionOrConditional_GivesItsValue(string text, bool expected) => IsDefinite(text, expected);

    [Theory]
    [InlineData("V.N == 2.5", true)]
    [InlineData("TAX.Grade == \"C\"", true)]
    [InlineData("v.Mixed == 1 and v.mixed == 2", true)]
    [InlineData("v.a.b.c == 9", true)]
    [InlineData("input1.Score > 600", true)]
    [InlineData("v.n < p.limit and v.i == p.days and p.on and tax.grade < p.grade", true)]
    [InlineData("true", true)]
    [InlineData("1 > 2", false)]
    public void Evaluate_Name_FindsItsInput(string text, bool expected) => IsDefinite(text, expected);

    [Theory]
    [InlineData("tax.grade < \"B\"", RuleOutcome.Hit)]
    [InlineData("tax.grade <= \"C\"", RuleOutcome.Hit)]
    [InlineData("tax.grade > \"C\"", RuleOutcome.Miss)]
    [InlineData("\"B\" > tax.grade", RuleOutcome.Hit)]
    [InlineData("tax.grade < tax.old_grade", RuleOutcome.Hit)]
    [InlineData("tax.grade == \"C\"", RuleOutcome.Hit)]
    [InlineData("tax.grade < \"M\"", RuleOutcome.Unknown)]
    [InlineData("tax.grade < \"Z\"", RuleOutcome.Unknown)]
    [InlineData("not (tax.grade < \"B\")", RuleOutcome.Miss)]
    public void Evaluate_OrderedText_ComparesRanks(string text, RuleOutcome expected) =>
        Assert.Equal(expected, SampleInputs.Evaluate(text, _full));

    [Theory]
    [InlineData("tax.grade < \"B\"", RuleOutcome.Unknown)]
    [InlineData("not (tax.grade < \"B\")", RuleOutcome.Unknown)]
    [InlineData("tax.grade >= \"D\"", RuleOutcome.Unknown)]
    [InlineData("tax.grade == \"M\"", RuleOutcome.Hit)]
    [InlineData("tax.grade != \"B\"", RuleOutcome.Hit)]
    [InlineData("tax.grade in (\"A\", \"B\")", RuleOutcome.Miss)]
    [InlineData("tax.grade < \"B\" or v.f", RuleOutcome.Hit)]
    [InlineData("tax.grade < \"B\" and v.f", RuleOutcome.Unknown)]
    public void Evaluate_UnorderedMember_IsUnknownByOrderAndDefiniteByEquality(string text, RuleOutcome expected) =>
        Assert.Equal(expected, SampleInputs.Evaluate(text, ("tax.grade", "M"), ("v.f", true)));

    [Theory]
    [InlineData("v.n / 0 > 1", RuleOutcome.Hit)]
    [InlineData("v.i / 0 > 1", RuleOutcome.Unknown)]
    [InlineData("v.i / (v.j - 2) > 1", RuleOutcome.Unknown)]
    [InlineData("v.f or v.i / (v.j - 2) > 1", RuleOutcome.Hit)]
    [InlineData("v.i / (v.j - 2) > 1 or v.f", RuleOutcome.Unknown)]
    [InlineData("Fn.Ln(v.n - 3) > 0", RuleOutcome.Unknown)]
    [InlineData("Fn.Clamp(v.n, 2, 1) > 0", RuleOutcome.Unknown)]
    public void Evaluate_ExpressionThatThrows_IsUnknown(string text, RuleOutcome expected) =>
        Assert.Equal(expected, SampleInputs.Evaluate(text, _full));

    [Fact]
    public void Evaluate_IntegerOverflow_WrapsAsTheEngineDoes() =>
        Assert.Equal(RuleOutcome.Hit, SampleInputs.Evaluate(
            "v.i * 1024 * 2 == -9223372036854775808", ("v.i", 1L << 52)));

    [Fact]
    public void Reads_SeveralInputs_ListsEachOnceInOrder() => Assert.Equal(
        ["v.n", "v.i", "tax.grade"],
        SampleInputs.Compile("tax.grade == \"A\" or v.i > v.n or v.n == null").Reads.Select(slot => slot.Name));

    private static void IsDefinite(string text, bool expected) => Assert.Equal(
        expected ? RuleOutcome.Hit : RuleOutcome.Miss, SampleInputs.Evaluate(text, _full));
}
