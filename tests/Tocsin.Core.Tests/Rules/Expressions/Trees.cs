using System.Linq.Expressions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>The guarded trees of conditions over <see cref="SampleInputs"/>.</summary>
internal static class Trees
{
    public static Expression Read(string text)
    {
        var compiler = new ExpressionCompiler();
        return compiler.ReadCondition(compiler.CompileCondition(text, SampleInputs.Scope));
    }
}
