using Tocsin.Cli.Loading;

namespace Tocsin.Cli.Backtesting;

/// <summary>The rows that could not be used: all are counted, the first are kept to be listed.</summary>
internal sealed class RefusedRows
{
    private readonly List<RefusedRow> _listed = [];

    /// <summary>How many rows there are.</summary>
    public long Count { get; private set; }

    /// <summary>What was wrong with the first of them; a row may have several lines.</summary>
    public IReadOnlyList<RefusedRow> Listed => _listed;

    /// <summary>Takes a row, with everything that is wrong with it.</summary>
    public void Add(IReadOnlyList<RefusedRow> reasons)
    {
        Count++;
        _listed.AddRange(reasons.Take(LoadSummary.MaximumListed - _listed.Count));
    }
}
