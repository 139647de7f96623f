using System.Collections.Concurrent;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>
/// The warning states that were committed here lately, so that the next review of a borrower need not read and decode
/// its own. Nobody else writes to an open folder. Bounded; any thread may read, the writer alone changes it.
/// </summary>
internal sealed class SqliteRecentStates
{
    // Of each generation, in states and warnings together: some 10 MB.
    private const int MostOfAGeneration = 8_192;

    private volatile ConcurrentDictionary<BorrowerId, BorrowerWarnings> _newer = new();
    private volatile ConcurrentDictionary<BorrowerId, BorrowerWarnings> _older = new();
    private int _weight;

    /// <summary>The borrower's state; null where the database has to be asked.</summary>
    internal BorrowerWarnings? Find(BorrowerId borrower) =>
        _newer.TryGetValue(borrower, out var state) || _older.TryGetValue(borrower, out state) ? state : null;

    /// <summary>Keeps the state that was committed last of its borrower.</summary>
    internal void Keep(BorrowerWarnings state)
    {
        _newer[state.Borrower] = state;
        // Too much rather than too little: what takes the place of another is counted, too.
        _weight += 1 + state.Warnings.Count;
        if (_weight <= MostOfAGeneration) return;
        // What was not committed again since the generation before is let go.
        _older = _newer;
        _newer = new();
        _weight = 0;
    }

    /// <summary>Forgets a borrower.</summary>
    internal void Forget(BorrowerId borrower)
    {
        _newer.TryRemove(borrower, out _);
        _older.TryRemove(borrower, out _);
    }

    /// <summary>Forgets all of them.</summary>
    internal void Forget() => (_newer, _older, _weight) = (new(), new(), 0);
}
