using System.Collections.Concurrent;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>
/// The warning states that were committed here lately, so that the next review of a borrower need not read and decode
/// its own. Nobody else writes to an open folder. Bounded; any thread may read, the writer alone changes it.
/// </summary>
/// <param name="mostBytes">What each of two generations of them takes, about.</param>
internal sealed class SqliteRecentStates(long mostBytes = SqliteRecentStates.DefaultBytes)
{
    private const long DefaultBytes = 32 << 20;

    // What each takes of the runtime's memory, about.
    private const int OfState = 512;
    private const int OfWarning = 1_024;
    private const int OfHistoryLine = 160;

    private volatile ConcurrentDictionary<BorrowerId, BorrowerWarnings> _newer = new();
    private volatile ConcurrentDictionary<BorrowerId, BorrowerWarnings> _older = new();
    private long _bytes;

    /// <summary>The borrower's state; null where the database has to be asked.</summary>
    internal BorrowerWarnings? Find(BorrowerId borrower) =>
        _newer.TryGetValue(borrower, out var state) || _older.TryGetValue(borrower, out state) ? state : null;

    /// <summary>Keeps the state that was committed last of its borrower.</summary>
    internal void Keep(BorrowerWarnings state)
    {
        _newer[state.Borrower] = state;
        // Too much rather than too little: what takes the place of another is counted, too.
        _bytes += OfState + state.Warnings.Sum(warning => OfWarning + (OfHistoryLine * warning.History.Count));
        if (_bytes <= mostBytes) return;
        // What was not committed again since the generation before is let go.
        _older = _newer;
        _newer = new();
        _bytes = 0;
    }

    /// <summary>Forgets a borrower.</summary>
    internal void Forget(BorrowerId borrower)
    {
        // The older first: nobody may find that once the newer is gone.
        _older.TryRemove(borrower, out _);
        _newer.TryRemove(borrower, out _);
    }

    /// <summary>Forgets all of them.</summary>
    internal void Forget()
    {
        _older = new();
        _newer = new();
        _bytes = 0;
    }
}
