using Tocsin.Core.Warnings;

namespace Tocsin.Core.Previews;

/// <summary>Counts what would become of warnings, in any order. For one thread at a time.</summary>
internal sealed class WarningTally
{
    private readonly Counter<ChangeKey> _changes = new();
    private readonly Counter<ChangeKey> _due = new();
    private readonly Counter<(WarningLevel Before, WarningLevel After)> _levels = new();
    private long _borrowers;
    private long _watchlisted;
    private long _unwatchlisted;
    private long _linked;

    /// <summary>Counts a borrower.</summary>
    public void Add(BorrowerPreview preview)
    {
        _levels.Add((preview.LevelBefore, preview.LevelAfter));
        if (preview.IsLinked) _linked++;
        if (preview.Changes.Count == 0) return;
        _borrowers++;
        if (preview.OnWatchlistAfter && !preview.OnWatchlistBefore) _watchlisted++;
        if (preview.OnWatchlistBefore && !preview.OnWatchlistAfter) _unwatchlisted++;
        foreach (var change in preview.Changes)
        {
            var key = new ChangeKey(
                change.Indicator, change.Family, change.Kind, change.LevelBefore, change.LevelAfter);
            _changes.Add(key);
            if (change.IsDueAnyway) _due.Add(key);
        }
    }

    /// <summary>Counts what another has counted.</summary>
    public void Add(WarningTally other)
    {
        _changes.Add(other._changes);
        _due.Add(other._due);
        _levels.Add(other._levels);
        _borrowers += other._borrowers;
        _watchlisted += other._watchlisted;
        _unwatchlisted += other._unwatchlisted;
        _linked += other._linked;
    }

    /// <summary>What was counted.</summary>
    public WarningFigures ToFigures() => new()
    {
        Borrowers = _borrowers,
        Changes = _changes.Counts.Values.Sum(),
        DueAnyway = _due.Counts.Values.Sum(),
        Counts =
        [
            .. _changes.Counts.OrderBy(pair => pair.Key.Indicator, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Family, StringComparer.Ordinal).ThenBy(pair => pair.Key.Kind)
                .ThenBy(pair => pair.Key.Before).ThenBy(pair => pair.Key.After)
                .Select(pair => new ChangeCount(pair.Key, pair.Value, _due.Counts.GetValueOrDefault(pair.Key))),
        ],
        Levels =
        [
            .. _levels.Counts.OrderBy(pair => pair.Key.Before).ThenBy(pair => pair.Key.After)
                .Select(pair => (pair.Key.Before, pair.Key.After, pair.Value)),
        ],
        Watchlisted = _watchlisted,
        Unwatchlisted = _unwatchlisted,
        Linked = _linked,
    };
}
