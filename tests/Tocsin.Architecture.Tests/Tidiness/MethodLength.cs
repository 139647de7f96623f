using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>
/// Counts the lines of methods, constructors, operators, accessors with a body, local functions and the statements of
/// a program's main file. A method without a body is no method here: it would only lower the percentile.
/// </summary>
internal static class MethodLength
{
    public const int Longest = 70;
    public const int LongestOfNineInTen = 30;

    public static IEnumerable<Finding> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        from method in Methods(file)
        where method.Lines > Longest
        select file.Finding($"a method of {method.Lines} lines; {Longest} are allowed", method.Start);

    public static IEnumerable<Finding> HighPercentile(IEnumerable<SourceFile> files)
    {
        var ordered = files.SelectMany(file => Methods(file).Select(method => (File: file, method.Start, method.Lines)))
            .OrderBy(method => method.Lines).ToList();
        var rank = (int)Math.Ceiling(ordered.Count * 0.9) - 1;
        if (rank < 0 || ordered[rank].Lines <= LongestOfNineInTen)
            return [];
        return ordered.Where(method => method.Lines > LongestOfNineInTen).Select(method => method.File.Finding(
            $"{method.Lines} lines; nine methods in ten may have {LongestOfNineInTen}", method.Start));
    }

    private static IEnumerable<(SyntaxNode Start, int Lines)> Methods(SourceFile file)
    {
        var statements = file.Syntax.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count > 0)
            yield return (statements[0], LineCount(statements[0], statements[^1]));
        foreach (var node in file.Syntax.DescendantNodes().Where(HasBody))
            yield return (node, LineCount(node, node));
    }

    private static bool HasBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        LocalFunctionStatementSyntax function => function.Body is not null || function.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null,
        _ => false,
    };

    private static int LineCount(SyntaxNode first, SyntaxNode last) =>
        last.GetLocation().GetLineSpan().EndLinePosition.Line
        - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
