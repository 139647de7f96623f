using System.Collections.Concurrent;
using System.Diagnostics;
using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Previews;

/// <summary>
/// The borrowers with links of one preview: counted last, since what their parties come to may make another look at
/// them necessary, as it will after an activation. Borrowers may be given from several threads at once.
/// </summary>
/// <remarks>
/// Each round tells the borrowers of whose parties the level moved in the round before, all of them at once. An
/// activation tells each when its party's turn comes: what is streamed on the way may be more or fewer steps, and ends
/// where this does.
/// </remarks>
/// <param name="preview">The preview.</param>
/// <param name="pages">Reads borrowers.</param>
/// <param name="most">The most borrowers that are kept, with ten changes and decisions each, taken together.</param>
/// <param name="mostMoved">The most parties whose moved level is noted; those linked to others are left.</param>
internal sealed class LinkedBorrowers(
    RuleSetPreview preview, BorrowerPages pages, int most, int mostMoved = 1_000_000)
{
    // A level that goes round in rings of parties ends by itself: levels that come from parties are not told.
    private const int MaximumRounds = 8;

    // So many changes and decisions are kept of a borrower, all of them taken together.
    private const long KeptEach = 10;

    private readonly ConcurrentDictionary<BorrowerId, Waiting> _waiting = new();
    private readonly ConcurrentDictionary<BorrowerId, WarningLevel> _moved = new();
    private readonly Dictionary<BorrowerId, WarningLevel> _pending = [];
    private int _kept;
    private int _noted;
    private bool _isMovedCut;
    private long _weight;
    private long _left;
    private long _busy;

    /// <summary>How long borrowers were looked at, all together.</summary>
    public TimeSpan Busy => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _busy));

    /// <summary>Takes a borrower; false for one that is to be counted at once.</summary>
    public bool Take(ReadBorrower borrower, BorrowerPreview look)
    {
        if (!preview.Tells) return false;
        if (look.Told is { } level) Note(look.Borrower, level);
        var parties = PreviewedLinks.PartiesOf(preview.Candidate.Set, borrower.Stored, preview.AsOf);
        if (parties.Count == 0 || look.IsResting) return false;
        if (Interlocked.Increment(ref _kept) > most || !IsRoomFor(WeightOf(look)))
        {
            Interlocked.Decrement(ref _kept);
            Interlocked.Increment(ref _left);
            return false;
        }

        _waiting[look.Borrower] = new Waiting(look, parties, borrower.Refreshed);
        return true;
    }

    /// <summary>Looks again at those who would be told, round by round, and counts all.</summary>
    /// <param name="tally">Where they are counted.</param>
    /// <param name="told">Given how many are to be looked at in a round, and how many of them were.</param>
    /// <param name="cancellation">Ends it between two borrowers.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task TellAsync(PreviewTally tally, Action<long, long> told, CancellationToken cancellation)
    {
        var moved = _moved.Keys.ToHashSet();
        for (var round = 0; round < MaximumRounds && moved.Count > 0; round++)
        {
            var known = moved;
            var next = _waiting.Values.Where(one => one.Parties.Any(known.Contains)).ToList();
            moved = [];
            var done = 0L;
            foreach (var some in next.Chunk(BorrowerPages.AtOnce))
            {
                told(done, next.Count);
                var levels = await Task.WhenAll(some.Select(one => TellAsync(one, cancellation)));
                // Only now, so that every borrower of a round is told what the round before came to.
                foreach (var (borrower, level) in levels.OfType<(BorrowerId, WarningLevel)>())
                {
                    moved.Add(borrower);
                    _pending[borrower] = level;
                }

                done += some.Length;
                await Task.Yield();
            }

            foreach (var (borrower, level) in _pending) _moved[borrower] = level;
            _pending.Clear();
        }

        foreach (var one in _waiting.Values) tally.Add(one.Look);
        // What becomes of parties that no sample holds nobody knows.
        var unsettled = _waiting.Values.Count(
            one => one.IsLeft || one.Parties.Any(
                party => moved.Contains(party) || !pages.IsChosen(party) || IsUnknown(party)));
        if (_left + unsettled > 0) tally.Miss(PreviewGap.LinkedLeft, _left + unsettled);
    }

    // The borrower with its level, where that moved.
    private async Task<(BorrowerId, WarningLevel)?> TellAsync(Waiting one, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (await pages.ReadAsync(one.Look.Borrower, cancellation) is not { } read) return null;
        // What the first look was told stays: the store may have it otherwise by now.
        var first = one.Refreshed is { } refreshed && read.Refreshed is null
            ? PreviewedLinks.With(read.Stored, refreshed) : read.Stored;
        var current = one.Told.Aggregate(first, PreviewedLinks.With);
        var standings = await pages.StandingsAsync(current, LevelOf, cancellation);
        var began = Stopwatch.GetTimestamp();
        if (PreviewedLinks.Write(preview.Candidate.Set, current, standings, preview.AsOf) is not { } view) return null;
        one.Told.Add(view);
        var before = _moved.GetValueOrDefault(one.Look.Borrower, read.State.Told);
        var look = preview.Look(read.State, first, one.Told);
        Interlocked.Add(ref _busy, Stopwatch.GetTimestamp() - began);
        // Without room for what it comes to it stays as it was looked at before.
        if (!IsRoomFor(WeightOf(look) - WeightOf(one.Look)))
        {
            one.IsLeft = true;
            return null;
        }

        (one.Look, one.IsLeft) = (look, false);
        var after = one.Look.Told ?? read.State.Told;
        return after == before ? null : (one.Look.Borrower, after);
    }

    private void Note(BorrowerId party, WarningLevel level)
    {
        // Counting what is in it would stop all that look.
        if (Interlocked.Increment(ref _noted) <= mostMoved) _moved[party] = level;
        else Volatile.Write(ref _isMovedCut, true);
    }

    // Whoever is not noted may have moved where not all were.
    private bool IsUnknown(BorrowerId party) => Volatile.Read(ref _isMovedCut) && !_moved.ContainsKey(party);

    private bool IsRoomFor(long weight)
    {
        if (Interlocked.Add(ref _weight, weight) <= KeptEach * most || weight <= 0) return true;
        Interlocked.Add(ref _weight, -weight);
        return false;
    }

    private static long WeightOf(BorrowerPreview look) => look.Changes.Count + look.Decisions.Count;

    // What those linked to a party would be told of it: its level under the candidate, or the one they know.
    private WarningLevel? LevelOf(BorrowerWarnings party) =>
        _moved.TryGetValue(party.Borrower, out var level) ? level : party.Activation == 0 ? null : party.Told;

    private sealed class Waiting(BorrowerPreview look, IReadOnlyList<BorrowerId> parties, StoredView? refreshed)
    {
        public BorrowerPreview Look { get; set; } = look;

        public IReadOnlyList<BorrowerId> Parties { get; } = parties;

        public StoredView? Refreshed { get; } = refreshed;

        public List<StoredView> Told { get; } = [];

        // True when the latest look was too large to be kept.
        public bool IsLeft { get; set; }
    }
}
