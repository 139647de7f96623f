namespace Tocsin.Core.Rules.Documents;

/// <summary>Collects every problem of a rule set, so that an author sees them all at once.</summary>
internal sealed class ProblemList
{
    private readonly List<RuleProblem> _problems = [];
    private readonly HashSet<RuleProblem> _known = [];
    private readonly HashSet<(string File, string Path)> _void = [];

    /// <summary>The problems, in order of file and of finding.</summary>
    public IReadOnlyList<RuleProblem> InOrder =>
        [.. _problems.OrderBy(problem => problem.File, StringComparer.Ordinal)];

    /// <summary>How many problems were found so far.</summary>
    public int Count => _problems.Count;

    /// <summary>True when a problem forbids activation.</summary>
    public bool HasErrors => _problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    /// <summary>Notes that a place is wrong.</summary>
    public void Error(string code, string file, string path, string message, int column = 0) =>
        Add(new RuleProblem(ProblemSeverity.Error, code, file, path, column, message));

    /// <summary>Notes that somebody should look at a place.</summary>
    public void Warning(string code, string file, string path, string message) =>
        Add(new RuleProblem(ProblemSeverity.Warning, code, file, path, 0, message));

    /// <summary>Forgets the problems of a code, once it is known that another problem brought them about.</summary>
    public void Forget(string code) => _problems.RemoveAll(problem => problem.Code == code);

    // Two policies may share a workflow: what is wrong in it is then found twice. And a value that is lacking, or of
    // another type, has that one problem, whatever else its reader misses.
    private void Add(RuleProblem problem)
    {
        if (_void.Contains((problem.File, problem.JsonPath)) || !_known.Add(problem)) return;
        if (problem.Code is "VALUE_TYPE" or "KEY_MISSING") _void.Add((problem.File, problem.JsonPath));
        _problems.Add(problem);
    }
}
