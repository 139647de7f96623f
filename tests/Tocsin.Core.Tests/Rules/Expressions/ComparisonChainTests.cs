using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public sealed class ComparisonChainTests
{
    [Theory]
    [InlineData("v.n > 1", "v.n None")]
    [InlineData("v.n > 1 and v.f", "v.n And, v.f None")]
    [InlineData("v.n > 1 or (v.f and v.m < 2)", "v.n Or, v.f And, v.m None")]
    [InlineData("(v.f and v.m < 2) or v.n > 1", "v.n Or, v.f And, v.m None")]
    [InlineData("v.n > 1 and v.f and v.m < 2", "v.n And, v.f And, v.m None")]
    [InlineData("not (v.n > 1 and v.f)", "v.n Or, v.f None")]
    [InlineData("not (v.n > 1 and not (v.f or v.g))", "v.n Or, v.f Or, v.g None")]
    [InlineData("v.t in (\"A\", \"B\")", "v.t Or, v.t None")]
    public void Read_ComparisonsJoined_IsAChain(string text, string expected) => Assert.Equal(
        expected,
        string.Join(", ", ComparisonChain.Read(Trees.Read(text))!.Links
            .Select(link => $"{link.Comparison.Slot.Name} {link.Join}")));

    [Theory]
    [InlineData("(v.n > 1 and v.f) or (v.m > 1 and v.g)")]
    [InlineData("v.n > 1 and v.n > v.m")]
    [InlineData("v.n > 1 and v.m == null")]
    [InlineData("iif(v.f, v.n > 1, v.m > 1)")]
    [InlineData("v.i in (1, 2, 3, 4, 5, 6, 7, 8, 9)")]
    [InlineData("true")]
    public void Read_AnythingElse_IsNone(string text) => Assert.Null(ComparisonChain.Read(Trees.Read(text)));
}
