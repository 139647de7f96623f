using Tocsin.Core.Features;

namespace Tocsin.Core.Classification;

/// <summary>What a decision table says of one profile, and how sure that is. Immutable.</summary>
/// <remarks>
/// A row that is unknown is never taken for a miss. Of a table of the worst result, the result given is the least that
/// holds: those still possible are worse. Of a table of the first row, there is none while an unknown row may give
/// another.
/// </remarks>
public sealed record TableAnswer
{
    /// <summary>The table.</summary>
    public required DecisionTable Table { get; init; }

    /// <summary>
    /// The result; null when none can be given, or when the table is a draft and drafts do not count.
    /// </summary>
    public TableResult? Result { get; init; }

    /// <summary>
    /// The results that unknown rows leave possible besides the one given, in the table's order; all that are possible
    /// where none is given.
    /// </summary>
    public IReadOnlyList<TableResult> Possible { get; init; } = [];

    /// <summary>True when only a part of the borrower's values could be read, so that nothing is sure.</summary>
    public bool IsOfPart { get; init; }

    /// <summary>True when there is a result and nothing that is missing can change it.</summary>
    public bool IsComplete => Result is not null && Possible.Count == 0 && !IsOfPart;

    /// <summary>The rows that were looked at and did not miss, drafts included, in document order.</summary>
    public IReadOnlyList<RowOutcome> Rows { get; init; } = [];

    /// <summary>The inputs that leave it incomplete, in the catalogue's order.</summary>
    public IReadOnlyList<AbsentInput> Missing { get; init; } = [];

    /// <summary>The answer if drafts counted; null when they count already, or would change nothing.</summary>
    public TableAnswer? WithDrafts { get; init; }

    /// <summary>The answer in words: a code, <c>at least</c> and a code, or <c>unknown</c>.</summary>
    public string Text => Result is null ? "unknown" : IsComplete ? Result.Code : $"at least {Result.Code}";
}
