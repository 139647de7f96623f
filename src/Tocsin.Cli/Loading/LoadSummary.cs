using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Cli.Loading;

/// <summary>What became of the rows of a file so far.</summary>
internal sealed class LoadSummary
{
    private readonly Lock _lock = new();
    private readonly List<RefusedRow> _refusals = [];

    /// <summary>The most refusals that are kept to be listed; all are counted.</summary>
    public const int MaximumListed = 1000;

    /// <summary>Rows read.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows of which at least one view was stored.</summary>
    public int Applied { get; private set; }

    /// <summary>Rows that were stored already.</summary>
    public int Repeated { get; private set; }

    /// <summary>Rows older than what is stored.</summary>
    public int IgnoredOlder { get; private set; }

    /// <summary>Rows refused, here or by the server.</summary>
    public int Refused { get; private set; }

    /// <summary>Rows whose outcome is not known, because the server went away.</summary>
    public int Unanswered => Rows - Applied - Repeated - IgnoredOlder - Refused;

    /// <summary>The line up to which every row was answered.</summary>
    public int LastAnsweredLine { get; private set; }

    /// <summary>The refusals, in order of line.</summary>
    public IReadOnlyList<RefusedRow> Refusals
    {
        get
        {
            lock (_lock) return [.. _refusals.OrderBy(refusal => refusal.Line)];
        }
    }

    /// <summary>Counts a row that was read.</summary>
    public void AddRow() => Rows++;

    /// <summary>Notes a row that was refused before it was sent.</summary>
    public void Refuse(IReadOnlyList<RefusedRow> refusals)
    {
        lock (_lock)
        {
            Refused++;
            _refusals.AddRange(refusals.Take(MaximumListed - _refusals.Count));
        }
    }

    /// <summary>Notes what a server answered for a row.</summary>
    public void Answer(int line, PutFeaturesStreamResponse answer, ColumnPlan plan)
    {
        lock (_lock)
        {
            LastAnsweredLine = line;
            if (answer.Status is { } status) Refuse([Describe(line, TocsinError.From(status), plan)]);
            else if (answer.Response.Views.Any(view => view.Outcome == ViewUpdateOutcome.Applied)) Applied++;
            else if (answer.Response.Views.Any(view => view.Outcome == ViewUpdateOutcome.IgnoredOlder)) IgnoredOlder++;
            else Repeated++;
        }
    }

    private static RefusedRow Describe(int line, TocsinError error, ColumnPlan plan)
    {
        var texts = error.Metadata.Values.Concat(error.Violations.Select(violation => violation.Key)).ToList();
        var column = plan.Features.FirstOrDefault(column => texts.Exists(text =>
            text == column.Feature.FullName || text == column.Feature.Name
            || text.Contains($"[{column.Feature.Name}]", StringComparison.Ordinal)));
        var message = FailedCall.Sentence(error).TrimEnd('.');
        return new RefusedRow(line, column?.Header ?? "", FailedCall.NameOf(error), message);
    }
}
