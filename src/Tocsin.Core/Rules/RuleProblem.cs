namespace Tocsin.Core.Rules;

/// <summary>One problem of a rule set.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">A stable code in capitals, such as <c>FEATURE_UNKNOWN</c>.</param>
/// <param name="File">The file, as a path within the rule set; empty when a file is lacking.</param>
/// <param name="JsonPath">
/// The place in the file, such as <c>$[0].Rules[3].Expression</c>; empty for the whole file.
/// </param>
/// <param name="Column">The column in the expression, from 1; 0 when the problem is not at one.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record RuleProblem(
    ProblemSeverity Severity, string Code, string File, string JsonPath, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var path = JsonPath.Length == 0 ? "" : " " + JsonPath;
        var column = Column == 0 ? "" : $" column {Column}";
        // What is wrong with the whole folder stands in no file.
        var place = File + path + column;
        return place.Length == 0 ? $"{Message} [{Code}]" : $"{place}: {Message} [{Code}]";
    }
}
