using System.Globalization;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Collects every problem of a rule set, so that an author sees them all at once. Files may be read side by side.
/// </summary>
internal sealed class ProblemList
{
    /// <summary>The most errors that are collected; at one more, reading ends.</summary>
    public const int MaximumErrors = 1_000;

    private const int LongestMessage = 1_000;

    private readonly Lock _lock = new();
    private readonly List<RuleProblem> _problems = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _errors;
    private readonly HashSet<RuleProblem> _known = [];
    private readonly HashSet<(string File, string Path)> _void = [];

    /// <summary>The problems, in order of file and of finding.</summary>
    public IReadOnlyList<RuleProblem> InOrder =>
        [.. _problems.OrderBy(problem => problem.File, StringComparer.Ordinal)];

    /// <summary>How many problems of a file were found so far.</summary>
    public int CountIn(string file)
    {
        lock (_lock) return _counts.GetValueOrDefault(Plain(file));
    }

    /// <summary>True when a problem forbids activation.</summary>
    public bool HasErrors => _problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    /// <summary>Notes that a place is wrong.</summary>
    public void Error(string code, string file, string path, string message, int column = 0) =>
        Add(new RuleProblem(ProblemSeverity.Error, code, Plain(file), Plain(path), column, Plain(message)));

    /// <summary>Notes that somebody should look at a place.</summary>
    public void Warning(string code, string file, string path, string message, int column = 0) =>
        Add(new RuleProblem(ProblemSeverity.Warning, code, Plain(file), Plain(path), column, Plain(message)));

    /// <summary>Forgets the problems of a code, once it is known that another problem brought them about.</summary>
    public void Forget(string code) => _problems.RemoveAll(problem => problem.Code == code);

    // Two policies may share a workflow: what is wrong in it is then found twice. And a value that is lacking, or of
    // another type, has that one problem, whatever else its reader misses.
    private void Add(RuleProblem problem)
    {
        lock (_lock)
        {
            if (problem.Severity == ProblemSeverity.Warning && _problems.Count > MaximumErrors) return;
            if (_errors >= MaximumErrors) throw new ProblemsTooManyException();
            if (_void.Contains((problem.File, problem.JsonPath)) || !_known.Add(problem)) return;
            if (problem.Code is "VALUE_TYPE" or "KEY_MISSING" or "KEY_UNKNOWN" or "ITEMS_TOO_MANY")
                _void.Add((problem.File, problem.JsonPath));
            _problems.Add(problem);
            _counts[problem.File] = _counts.GetValueOrDefault(problem.File) + 1;
            if (problem.Severity == ProblemSeverity.Warning || ++_errors < MaximumErrors) return;
            _problems.Add(new RuleProblem(ProblemSeverity.Error, "PROBLEMS_TOO_MANY", "", "", 0,
                $"The rule set has more than {MaximumErrors} errors; reading ended here."));
        }

        throw new ProblemsTooManyException();
    }

    // What a file says goes to logs, terminals and the wire: no megabytes, no line that looks like another message.
    private static string Plain(string text)
    {
        var start = text.Length > LongestMessage ? text[..LongestMessage] + "…" : text;
        return start.Any(IsUnseen) ? string.Concat(start.Select(it => IsUnseen(it) ? '\uFFFD' : it)) : start;
    }

    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}

/// <summary>Ends the reading of a rule set; caught where it began, never seen outside.</summary>
internal sealed class ProblemsTooManyException : Exception;
