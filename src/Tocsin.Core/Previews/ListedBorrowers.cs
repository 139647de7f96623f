using Tocsin.Core.Features;

namespace Tocsin.Core.Previews;

/// <summary>
/// Keeps the first borrowers in order of id of those it is given, at most so many. For one thread at a time.
/// </summary>
/// <param name="most">How many.</param>
internal sealed class ListedBorrowers(int most)
{
    /// <summary>The most changes and the most decisions of one borrower that are kept.</summary>
    public const int MaximumEach = 50;

    private readonly SortedList<BorrowerId, BorrowerPreview> _first = [];

    /// <summary>Those that are kept, in order of id.</summary>
    public IReadOnlyList<BorrowerPreview> InOrder => [.. _first.Values];

    /// <summary>Keeps one, unless there are enough before it.</summary>
    public void Add(BorrowerPreview preview)
    {
        if (_first.TryGetValue(preview.Borrower, out var known))
        {
            // Of a journal a borrower's decisions come one at a time.
            _first[preview.Borrower] = Shortened(known with
            {
                Decisions = [.. known.Decisions, .. preview.Decisions],
                MoreDecisions = known.MoreDecisions + preview.MoreDecisions,
            });
            return;
        }

        if (_first.Count == most)
        {
            if (preview.Borrower.CompareTo(_first.GetKeyAtIndex(most - 1)) > 0) return;
            _first.RemoveAt(most - 1);
        }

        _first.Add(preview.Borrower, Shortened(preview));
    }

    /// <summary>Keeps what another keeps.</summary>
    public void Add(ListedBorrowers other)
    {
        foreach (var preview in other._first.Values) Add(preview);
    }

    private static BorrowerPreview Shortened(BorrowerPreview preview)
    {
        var decisions = preview.Decisions.Where(decision => decision.IsChanged).ToList();
        return preview with
        {
            Changes = [.. preview.Changes.Take(MaximumEach)],
            MoreChanges = Math.Max(0, preview.Changes.Count - MaximumEach),
            Decisions = [.. decisions.Take(MaximumEach)],
            MoreDecisions = preview.MoreDecisions + Math.Max(0, decisions.Count - MaximumEach),
        };
    }
}
