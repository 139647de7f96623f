namespace Tocsin.Core.Rules.Expressions;

/// <summary>What is wrong with an expression.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Column">The column in the expression, from 1; 0 when no one place is at fault.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record ExpressionProblem(string Code, int Column, string Message)
{
    /// <summary>The code of an expression that uses a refused scoped param; that param has the problem.</summary>
    public const string ParamRefused = "PARAM_REFUSED";
}

/// <summary>Ends the reading of an expression; caught where expressions are compiled, never seen outside.</summary>
internal sealed class ExpressionRefusedException : Exception
{
    public ExpressionRefusedException(string code, int column, string message) : base(message) =>
        Problem = new ExpressionProblem(code, column, message);

    public ExpressionProblem Problem { get; }
}
