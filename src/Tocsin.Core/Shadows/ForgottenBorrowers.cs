using Tocsin.Core.Features;

namespace Tocsin.Core.Shadows;

/// <summary>
/// Borrowers that were erased, so that decisions made before tell of none of them. The room is bounded: where there are
/// too many, decisions from before the latest erasure tell of nobody. Thread-safe.
/// </summary>
internal sealed class ForgottenBorrowers
{
    /// <summary>The most borrowers that are told apart.</summary>
    public const int MaximumBorrowers = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<BorrowerId, DateTimeOffset> _forgotten = [];
    private DateTimeOffset _allUntil = DateTimeOffset.MinValue;

    /// <summary>Notes a borrower that was erased.</summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="at">When it was erased, in UTC.</param>
    public void Add(BorrowerId borrower, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_forgotten.Count == MaximumBorrowers && !_forgotten.ContainsKey(borrower))
            {
                // Decisions wait for seconds; those of before are hardly any.
                _allUntil = _forgotten.Values.Append(_allUntil).Max();
                _forgotten.Clear();
            }

            if (!_forgotten.TryGetValue(borrower, out var before) || before < at) _forgotten[borrower] = at;
        }
    }

    /// <summary>True when a decision as of a moment may have been made before its borrower was erased.</summary>
    public bool Hide(BorrowerId borrower, DateTimeOffset asOf)
    {
        lock (_lock)
        {
            return asOf <= _allUntil || (_forgotten.TryGetValue(borrower, out var at) && asOf <= at);
        }
    }
}
