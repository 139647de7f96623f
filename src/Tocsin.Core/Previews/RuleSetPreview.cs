using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Previews;

/// <summary>
/// Looks at borrowers under two rule sets as of one moment, and says what an activation of the candidate would make of
/// each. Pure and thread-safe: the same inputs give the same preview.
/// </summary>
public sealed class RuleSetPreview
{
    private const string Catalogue = "features.json";

    // So often is a borrower looked at again of whom a review has left something to the next one.
    private const int MaximumReviews = 16;

    private readonly PreviewedDecisions _decisions;
    private readonly bool _isSameCatalogue;

    /// <summary>A preview.</summary>
    /// <param name="live">The live rules.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="options">What is previewed.</param>
    /// <param name="asOf">The moment as of which freshness and dwell are judged, in UTC.</param>
    public RuleSetPreview(ActivatedRuleSet live, RuleSet candidate, PreviewOptions options, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(options);
        Live = live;
        Candidate = new ActivatedRuleSet(candidate, live.Number + 1, asOf).After(live);
        Options = options;
        AsOf = asOf.AddTicks(-(asOf.Ticks % TimeSpan.TicksPerMicrosecond));
        // An activation that leaves what warnings depend on calls for no review.
        HasWarnings = options.WithWarnings && candidate.WarningDigest != live.Set.WarningDigest;
        Tells = HasWarnings && candidate.Catalogue.FindView(ServerViews.Connected) is not null;
        _isSameCatalogue = IsSameCatalogue(live.Set, candidate);
        _decisions = new PreviewedDecisions(live, Candidate, options);
    }

    /// <summary>The live rules.</summary>
    public ActivatedRuleSet Live { get; }

    /// <summary>The candidate, under the number that an activation now would give it.</summary>
    public ActivatedRuleSet Candidate { get; }

    /// <summary>What is previewed.</summary>
    public PreviewOptions Options { get; }

    /// <summary>The moment as of which freshness and dwell are judged, in UTC, to the microsecond.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>True when an activation would review borrowers.</summary>
    public bool HasWarnings { get; }

    /// <summary>True when borrowers would hear of where their connected parties stand.</summary>
    public bool Tells { get; }

    /// <summary>Looks at a borrower.</summary>
    /// <param name="before">Its stored state.</param>
    /// <param name="stored">
    /// Its stored features; where its view of connected parties is due, with that view as a review would write it.
    /// </param>
    /// <param name="told">
    /// The views of its connected parties that it would be told after its first review, one after the other.
    /// </param>
    public BorrowerPreview Look(
        BorrowerWarnings before, StoredProfile stored, IReadOnlyList<StoredView>? told = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(stored);
        // As a review: never as old as the state that it starts from.
        var asOf = AsOf > before.AsOf ? AsOf : before.AsOf.AddMicroseconds(1);
        var laid = LaidOutBorrower.Of(Candidate.Set.Layout, stored, asOf);
        var preview = new BorrowerPreview
        {
            Borrower = before.Borrower,
            // What a candidate makes a label nobody may see yet.
            Labels = _isSameCatalogue
                ? laid.Labels : BorrowerProfileReader.ReadLabels(Live.Set.Catalogue, stored),
            LevelBefore = before.Level,
            LevelAfter = before.Level,
            OnWatchlistBefore = before.Watch is not null,
            OnWatchlistAfter = before.Watch is not null,
            IsResting = before.IsResting(stored),
            IsLinked = told is { Count: > 0 },
        };
        BorrowerWarnings? reviewed = null;
        var current = stored;
        if (HasWarnings && !preview.IsResting)
        {
            var changes = new List<PreviewedChange>();
            var (after, isCut) = Review(before, stored, laid, asOf, changes);
            foreach (var view in told ?? [])
            {
                asOf = after.AsOf.AddMicroseconds(1);
                current = PreviewedLinks.With(current, view);
                laid = LaidOutBorrower.Of(Candidate.Set.Layout, current, asOf);
                (after, var isCutAgain) = ReviewAgain(after, current, laid, changes);
                isCut |= isCutAgain;
            }

            preview = preview with
            {
                LevelAfter = after.Level,
                OnWatchlistAfter = after.Watch is not null,
                Changes = changes.Count == 0 ? [] : changes,
                Told = ToldBy(before, after),
                IsCut = isCut,
            };
            reviewed = after;
        }

        // A closed borrower is repaid: it applies for nothing until something new is stored of it.
        if (!Options.WithDecisions || preview.IsResting) return preview;
        // What parties come to under the candidate the live rules do not see.
        var seen = ReferenceEquals(current, stored)
            ? ForLive(laid, stored, asOf) : LaidOutBorrower.Of(Live.Set.Layout, stored, asOf);
        return _decisions.Ask(preview, before, reviewed, stored, laid, seen);
    }

    private (BorrowerWarnings After, bool IsCut) Review(
        BorrowerWarnings before, StoredProfile stored, LaidOutBorrower laid, DateTimeOffset asOf,
        List<PreviewedChange> changes)
    {
        var (commit, isCut) = RunAll(Candidate, before, stored, laid, WarningCauseKind.RuleSwap);
        if (commit.Changes.Count == 0) return (commit.State, false);
        // What the live rules change now as well is due.
        var (due, _) = RunAll(Live, before, stored, ForLive(laid, stored, asOf), WarningCauseKind.Time);
        changes.AddRange(PreviewedChange.First(commit.Changes, due.Changes, Live.Set.Catalogue));
        return (commit.State, isCut);
    }

    // Reading every value anew is what takes the time; mostly a candidate has the same catalogue.
    private LaidOutBorrower ForLive(LaidOutBorrower laid, StoredProfile stored, DateTimeOffset asOf) =>
        _isSameCatalogue ? laid.For(Live.Set.Layout) : LaidOutBorrower.Of(Live.Set.Layout, stored, asOf);

    private static bool IsSameCatalogue(RuleSet one, RuleSet other) =>
        one.Layout.HasSameSlots(other.Layout) && TextOf(one).SequenceEqual(TextOf(other));

    private static ReadOnlySpan<byte> TextOf(RuleSet rules) =>
        (rules.Files.Files.FirstOrDefault(file => file.Path == Catalogue)?.Content ?? default).Span;

    private (BorrowerWarnings After, bool IsCut) ReviewAgain(
        BorrowerWarnings before, StoredProfile stored, LaidOutBorrower laid, List<PreviewedChange> changes)
    {
        var (commit, isCut) = RunAll(Candidate, before, stored, laid, WarningCauseKind.ConnectedParty);
        changes.AddRange(PreviewedChange.Connected(commit.Changes, Live.Set.Catalogue));
        return (commit.State, isCut);
    }

    // A commit that is full leaves the rest to the next review, which is due at once.
    private static (WarningCommit Commit, bool IsCut) RunAll(
        ActivatedRuleSet rules, BorrowerWarnings before, StoredProfile stored, LaidOutBorrower laid,
        WarningCauseKind kind)
    {
        var commit = Run(rules, before, stored, laid, kind);
        if (!IsFull(commit)) return (commit, false);
        var changes = commit.Changes.ToList();
        for (var reviews = 1; IsFull(commit) && reviews < MaximumReviews; reviews++)
        {
            var next = LaidOutBorrower.Of(rules.Set.Layout, stored, commit.State.AsOf.AddMicroseconds(1));
            commit = Run(rules, commit.State, stored, next, WarningCauseKind.Time);
            changes.AddRange(commit.Changes);
        }

        return (commit with { Changes = changes }, IsFull(commit));
    }

    private static bool IsFull(WarningCommit commit) => commit.Changes.Count >= WarningCommit.MaximumChanges;

    // On a copy where the review writes a score, which no decision may read.
    private static WarningCommit Run(
        ActivatedRuleSet rules, BorrowerWarnings before, StoredProfile stored, LaidOutBorrower laid,
        WarningCauseKind kind)
    {
        var own = rules.Set.ReadsScore ? laid with { Profile = laid.Profile.Copy() } : laid;
        var cause = WarningCause.OfReview(kind, stored, before, rules);
        return WarningReview.Run(rules, before, stored, own, cause, findsDue: false);
    }

    private WarningLevel? ToldBy(BorrowerWarnings before, BorrowerWarnings after)
    {
        if (!Tells) return null;
        var level = PartyStanding.OwnLevel(Candidate.Set, after);
        return before.Activation == 0 || before.IsTelling || level != before.Told ? level : null;
    }
}
