using System.Runtime;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class ExpressionCompilerTests
{
    [Theory]
    [InlineData("v.n > 1 and v.nn > 2", 13)]
    [InlineData("unknown > 2", 1)]
    [InlineData("v.n > 1   and\n  tax.gradd == \"A\"", 17)]
    [InlineData("v.u == \"农业\" or v.x", 16)]
    [InlineData("p.none > 2", 1)]
    public void CompileCondition_UnknownName_TellsItsColumn(string text, int column)
    {
        var problem = SampleInputs.Refusal(text);

        Assert.Equal(("NAME_UNKNOWN", column), (problem.Code, problem.Column));
    }

    [Theory]
    [InlineData("v.n > 1 and and v.m", 13)]
    [InlineData("v.n   >   1)", 12)]
    [InlineData("input1.Score > 3 4", 18)]
    [InlineData("v.n ==  \"x", 9)]
    public void CompileCondition_WrongSyntax_TellsTheColumnOfTheAuthorsText(string text, int column)
    {
        var problem = SampleInputs.Refusal(text);

        Assert.Equal(("EXPRESSION_SYNTAX", column), (problem.Code, problem.Column));
    }

    // The runtime makes the code of a delegate when it is called first, for which no decision is to wait. Each kind of
    // code is among these: a chain, plain and lifted code, what may throw, and a value.
    [Fact]
    public void Complete_ThenTheFirstEvaluation_MakesNoCode()
    {
        Evaluate(SampleConditions(1));
        var conditions = SampleConditions(2);
        var before = JitInfo.GetCompiledMethodCount(currentThread: true);

        Evaluate(conditions);

        Assert.Equal(before, JitInfo.GetCompiledMethodCount(currentThread: true));
    }

    private static Func<BorrowerProfile, object?>[] SampleConditions(int number)
    {
        var compiler = new ExpressionCompiler();
        string[] texts =
        [
            $"v.n > {number}", $"v.n * 2 > v.m + {number}", $"v.f ? v.n > {number} : v.g", $"v.i / v.j > {number}",
        ];
        var conditions = texts.Select(text => compiler.CompileCondition(text, SampleInputs.Scope)).ToArray();
        var value = compiler.CompileValue($"v.n + {number}", SampleInputs.Scope);
        compiler.Complete();
        return
        [
            .. conditions.Select(condition => (Func<BorrowerProfile, object?>)(it => condition.Evaluate(it))),
            it => value.Evaluate(it),
        ];
    }

    private static void Evaluate(Func<BorrowerProfile, object?>[] compiled)
    {
        foreach (var profile in new[] { SampleInputs.Profile(), SampleInputs.Profile(("v.n", 3), ("v.m", 1)) })
            foreach (var one in compiled) one(profile);
    }

    [Theory]
    [InlineData("tax.grad == \"A\"", "Did you mean 'tax.grade'?")]
    [InlineData("v.n > p.limits", "Did you mean 'p.limit'?")]
    public void CompileCondition_UnknownName_NamesTheNearest(string text, string hint) =>
        Assert.Contains(hint, SampleInputs.Refusal(text).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("v.n > \"A\"")]
    [InlineData("v.t and v.f")]
    [InlineData("p.limit > \"A\"")]
    [InlineData("v.n + 1")]
    [InlineData("v.t in (\"A\", 1)")]
    [InlineData("v.n in (\"A\", \"B\")")]
    [InlineData("v.d > \"2026-13-01\"")]
    [InlineData("v.d > \"soon\"")]
    [InlineData("v.n.Nothing > 1")]
    [InlineData("DateOnly(2026, 2, 30) > v.d")]
    [InlineData("v.t == 'A'.Length")]
    [InlineData("v.n > 1 ? 2 : 3")]
    [InlineData("null")]
    [InlineData("v.f ?? null")]
    public void CompileCondition_WrongTypes_IsRefusedInTheAuthorsNames(string text) =>
        Assert.DoesNotMatch("t_[0-9]", SampleInputs.Refusal(text).Message);

    [Theory]
    [InlineData("'\\\\' == '", "(")]
    [InlineData("\"a\"\"", "(")]
    [InlineData("\"a\\\"\"", "(")]
    public void CompileCondition_LiteralThatEndsElsewhereForTheParser_HidesNoNesting(string before, string hidden)
    {
        var text = before + string.Concat(Enumerable.Repeat(hidden, 7000)) + before[0];

        SampleInputs.Refusal(text);
    }

    [Theory]
    [InlineData("v.n.GetType() == null", "GetType")]
    [InlineData("v.t.PadLeft(1000000) == \"\"", "PadLeft")]
    [InlineData("v.t.Substring(1) == \"\"", "Substring")]
    [InlineData("v.t + \"x\" == \"Ax\"", "text concatenation")]
    [InlineData("String.Concat(v.t, v.t) == \"AA\"", "concatenation")]
    [InlineData("v.d.AddDays(1) > v.e", "AddDays")]
    [InlineData("DateOnly.MinValue < v.d", "MinValue")]
    [InlineData("DateOnly.Parse(v.t) < v.d", "Parse")]
    [InlineData("DateOnly(v.d.Year, 1, 1) < v.d", "new DateOnly")]
    [InlineData("Math.BigMul(1, 2) > 1", "BigMul")]
    [InlineData("v.n.ToString() == \"1\"", "ToString")]
    [InlineData("v.t[0] == v.t[1]", "Chars")]
    public void CompileCondition_ConstructNotAllowed_IsRefusedByName(string text, string construct)
    {
        var problem = SampleInputs.Refusal(text);

        Assert.Equal("CONSTRUCT_REFUSED", problem.Code);
        Assert.Contains(construct, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DateTime.Now > v.d")]
    [InlineData("Enumerable.Range(1, 2).Count() > 1")]
    [InlineData("Guid.NewGuid() == null")]
    [InlineData("Environment.MachineName == \"\"")]
    [InlineData("new(v.n as x).x > 1")]
    [InlineData("new DateTime(2026, 1, 1).Year > 1")]
    [InlineData("v.t.Any(x => x == \"A\")")]
    [InlineData("v.t.Any(it == \"A\")")]
    [InlineData("it == null")]
    [InlineData("(v.n).GetType().Assembly == null")]
    [InlineData("\"\".GetType().Assembly.FullName == null")]
    [InlineData("typeof(String) == null")]
    [InlineData("is(v.n, \"System.String\")")]
    [InlineData("as(v.n, \"System.String\") == null")]
    [InlineData("Int32.Parse(v.t) > 1")]
    [InlineData("(1).ToString().Length > 1")]
    public void CompileCondition_HostAccess_IsRefused(string text) => SampleInputs.Refusal(text);

    [Theory]
    [InlineData("v.t < \"B\"")]
    [InlineData("v.t >= v.u")]
    [InlineData("not (\"B\" > v.t)")]
    [InlineData("iif(v.t < \"B\", 1, 2) == 1")]
    public void CompileCondition_TextsWithoutOrder_AreNotComparedByOrder(string text) =>
        Assert.Equal("TEXT_WITHOUT_ORDER", SampleInputs.Refusal(text).Code);

    [Theory]
    [InlineData("String.Compare(tax.grade, \"B\") == 1")]
    [InlineData("String.Compare(tax.grade, \"B\") + 1 > 0")]
    [InlineData("String.Compare(tax.grade, \"B\", true) < 0")]
    [InlineData("0 > String.Compare(tax.grade, \"B\")")]
    [InlineData("String.Compare(v.t, \"B\") < v.i")]
    [InlineData("Math.Abs(String.Compare(v.t, \"B\")) == 1")]
    public void CompileCondition_CompareOfCulture_IsRefused(string text) => SampleInputs.Refusal(text);

    [Fact]
    public void CompileCondition_Empty_IsRefused() => Assert.Equal("EXPRESSION_EMPTY", SampleInputs.Refusal("  ").Code);

    [Fact]
    public void CompileCondition_TooLong_IsRefused() => Assert.Equal(
        "EXPRESSION_TOO_LONG", SampleInputs.Refusal("v.f" + new string(' ', ExpressionLimits.MaximumLength)).Code);

    [Theory]
    [InlineData("(", "v.f", ")", 65)]
    [InlineData("!", "v.f", "", 17)]
    [InlineData("not ", "v.f", "", 17)]
    [InlineData("v.f ? v.f : ", "v.f", "", 65)]
    [InlineData("v.f or ", "v.f", "", 1001)]
    [InlineData("(", "", "", 6000)]
    [InlineData("v.n ?? ", "1 > 0", "", 900)]
    [InlineData("v.n => ", "1 > 0", "", 900)]
    public void CompileCondition_TooComplex_IsRefused(string before, string middle, string after, int times)
    {
        var text = string.Concat(Enumerable.Repeat(before, times)) + middle
            + string.Concat(Enumerable.Repeat(after, times));

        Assert.Equal("EXPRESSION_TOO_COMPLEX", SampleInputs.Refusal(text).Code);
    }

    [Theory]
    [InlineData("(", "v.f", ")", 64)]
    [InlineData("!", "v.f", "", 16)]
    [InlineData("v.f ? v.f : ", "v.f", "", 64)]
    [InlineData("iif(", "v.f", ", v.f, v.f)", 60)]
    [InlineData("v.f or ", "v.f", "", 999)]
    [InlineData("v.g and ", "v.f", "", 999)]
    [InlineData("v.g == ", "v.f", "", 999)]
    [InlineData("v.n + ", "v.n > 0", "", 900)]
    [InlineData("not (v.f and ", "v.g", ")", 64)]
    public void CompileCondition_AtTheLimit_CompilesAndAnswers(string before, string middle, string after, int times)
    {
        var text = string.Concat(Enumerable.Repeat(before, times)) + middle
            + string.Concat(Enumerable.Repeat(after, times));

        Assert.Equal(RuleOutcome.Hit, SampleInputs.Evaluate(text, ("v.f", true), ("v.g", true), ("v.n", 1)));
        Assert.Equal(RuleOutcome.Unknown, SampleInputs.Evaluate(text));
    }

    [Fact]
    public void CompileCondition_ScopedParam_MeansItsExpression()
    {
        var compiler = new ExpressionCompiler();
        var scope = SampleInputs.Scope;
        scope = scope.With("ratio", compiler.ReadScoped("v.n / v.m", scope));
        scope = scope.With("isHigh", compiler.ReadScoped("ratio > 0.5", scope));
        var condition = compiler.CompileCondition("isHigh and ratio < 2", scope);

        Assert.Equal(RuleOutcome.Hit, condition.Evaluate(SampleInputs.Profile(("v.n", 3), ("v.m", 4))));
        Assert.Equal(RuleOutcome.Miss, condition.Evaluate(SampleInputs.Profile(("v.n", 9), ("v.m", 4))));
        Assert.Equal(RuleOutcome.Unknown, condition.Evaluate(SampleInputs.Profile(("v.n", 3))));
        Assert.Equal(["v.n", "v.m"], condition.Reads.Select(slot => slot.Name));
    }

    [Fact]
    public void CompileCondition_ScopedParamOfAnOrder_KeepsTheOrder()
    {
        var compiler = new ExpressionCompiler();
        var scope = SampleInputs.Scope;
        scope = scope.With("low", compiler.ReadScoped("tax.grade < \"B\"", scope));
        var condition = compiler.CompileCondition("!low", scope);

        Assert.Equal(RuleOutcome.Miss, condition.Evaluate(SampleInputs.Profile(("tax.grade", "D"))));
        Assert.Equal(RuleOutcome.Unknown, condition.Evaluate(SampleInputs.Profile(("tax.grade", "M"))));
    }

    [Fact]
    public void CompileCondition_ShapeOfAnother_ReadsItsOwnInputsAndParameters()
    {
        var profile = SampleInputs.Profile(("v.n", 5), ("v.m", 50), ("v.i", 5));

        Assert.Equal(RuleOutcome.Miss, SampleInputs.Compile("v.n > p.limit").Evaluate(profile));
        Assert.Equal(RuleOutcome.Hit, SampleInputs.Compile("v.m > p.limit").Evaluate(profile));
        Assert.Equal(RuleOutcome.Miss, SampleInputs.Compile("v.i > p.limit").Evaluate(profile));
        Assert.Equal(RuleOutcome.Hit, SampleInputs.Compile("p.limit > v.n").Evaluate(profile));
    }

    [Theory]
    [InlineData("1 + 2")]
    [InlineData("\"A\"")]
    [InlineData("true")]
    public void ReadScoped_SameTextTwice_AreTwoTreesThatShareNoRoot(string text)
    {
        var compiler = new ExpressionCompiler();

        Assert.NotSame(
            compiler.ReadScoped(text, SampleInputs.Scope), compiler.ReadScoped(text, SampleInputs.Scope));
    }

    [Fact]
    public void CompileCondition_ParametersThatDifferByCase_AreApart()
    {
        var scope = SampleInputs.Scope with
        {
            Parameters = new Dictionary<string, FeatureValue>
            {
                ["cap"] = FeatureValue.OfNumber(1),
                ["Cap"] = FeatureValue.OfNumber(2),
            },
        };

        Assert.Equal(RuleOutcome.Hit, new ExpressionCompiler()
            .CompileCondition("p.cap == 1 and p.Cap == 2", scope).Evaluate(SampleInputs.Profile()));
    }
}
