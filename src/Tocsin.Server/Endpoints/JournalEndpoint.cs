using Grpc.Core;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Journal;
using Tocsin.Journal.Reading;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;
using Tocsin.Journal.Verifying;
using Tocsin.Server.Background;
using Tocsin.Server.Journaling;
using Tocsin.Server.RuleFiles;
using Tocsin.V1;
using CoreJournaled = Tocsin.Journal.Reading.JournaledDecision;

namespace Tocsin.Server.Endpoints;

/// <summary>Answers <c>JournalService</c>.</summary>
internal sealed class JournalEndpoint(
    JournalWorker journals, ReplayRun replays, ArchivedRuleSets ruleSets, IStore store, TimeProvider time)
    : JournalService.JournalServiceBase
{
    // Retention takes a file once in a while; whoever verifies meets it once, or hardly twice.
    private const int MaximumTurns = 3;

    /// <inheritdoc/>
    public override async Task<GetDecisionResponse> GetDecision(GetDecisionRequest request, ServerCallContext context)
    {
        var found = await FindAsync(JournalFields.Decision(request.DecisionId), context.CancellationToken);
        return new GetDecisionResponse
        {
            Decision = await WriteAsync(found, withInputs: true, context.CancellationToken),
        };
    }

    /// <inheritdoc/>
    public override async Task<RecordDecisionOutcomeResponse> RecordDecisionOutcome(
        RecordDecisionOutcomeRequest request, ServerCallContext context)
    {
        var found = await FindAsync(JournalFields.Decision(request.DecisionId), context.CancellationToken);
        var outcome = JournalFields.ReadOutcome(request, found, RequestFields.Now(time));
        if (!BorrowerId.TryParse(found.Record.BorrowerId, out var borrower))
            throw new FailureException(
                FailureReason.RequestInvalid, "The decision was altered: nobody can tell whose it is.", "decision_id");
        await journals.Journal.AppendAsync(outcome, borrower, context.CancellationToken);
        return new RecordDecisionOutcomeResponse();
    }

    /// <inheritdoc/>
    public override async Task ListDecisions(
        ListDecisionsRequest request, IServerStreamWriter<ListDecisionsResponse> responseStream,
        ServerCallContext context)
    {
        var range = JournalFields.Range(request.From, request.Until);
        if (request.Limit < 0)
            throw new FailureException(FailureReason.RequestInvalid, "limit must not be negative.", "limit");
        var left = request.Limit == 0 ? int.MaxValue : request.Limit;
        var journal = journals.Journal;
        await using var run = replays.Begin(isToday: false);
        foreach (var item in journal.Read(range))
        {
            if (left == 0) return;
            if (item.Damage is { } damage)
            {
                await responseStream.WriteAsync(
                    new ListDecisionsResponse { Problem = JournalWire.Write(damage) }, context.CancellationToken);
            }
            else if (item.Entry?.Decision is { } record && IsOf(request.Product, item.Layout))
            {
                // What became of it stands later in the journal, and is looked up by its id.
                var outcomes = journal.OutcomesOf(JournalFields.IdOf(record), item.Segment);
                var found = new CoreJournaled(record, item.Layout, outcomes, true);
                var written = await WriteAsync(found, !request.WithoutInputs, context.CancellationToken);
                await responseStream.WriteAsync(
                    new ListDecisionsResponse { Decision = written }, context.CancellationToken);
                left--;
            }
        }
    }

    /// <inheritdoc/>
    public override async Task ReplayDecisions(
        ReplayDecisionsRequest request, IServerStreamWriter<ReplayDecisionsResponse> responseStream,
        ServerCallContext context)
    {
        var range = JournalFields.Range(request.From, request.Until);
        var one = request.DecisionId.Length == 0 ? null
            : await FindAsync(JournalFields.Decision(request.DecisionId), context.CancellationToken);
        var found = one is null ? journals.Journal.Read(range).Where(item => IsOf(request.Product, item)) : [Item(one)];
        await using var run = replays.Begin(request.Today);
        var summary = new ReplaySummary();
        foreach (var item in found)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (item.Damage is { } damage)
            {
                await responseStream.WriteAsync(
                    new ReplayDecisionsResponse { Problem = JournalWire.Write(damage) }, context.CancellationToken);
            }
            else if (item.Entry?.Decision is { } record)
            {
                var isIntact = one?.IsIntact ?? true;
                var replayed = await run.ReplayAsync(record, item.Layout, isIntact, context.CancellationToken);
                var written = ReplayWire.Write(record, item.Layout, replayed);
                ReplayWire.Count(summary, written.Verdict);
                if (request.OnlyMoved && written.Verdict == ReplayVerdict.Same) continue;
                await responseStream.WriteAsync(
                    new ReplayDecisionsResponse { Decision = written }, context.CancellationToken);
            }
        }

        await responseStream.WriteAsync(
            new ReplayDecisionsResponse { Summary = summary }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<VerifyJournalResponse> VerifyJournal(
        VerifyJournalRequest request, ServerCallContext context)
    {
        var folder = journals.Journal.Folder;
        await using var run = replays.Begin(isToday: false);
        var (verified, anchor) = await VerifyAsync(folder, context.CancellationToken);
        return new VerifyJournalResponse
        {
            Instance = journals.Instance,
            Groups = verified.Groups,
            Entries = verified.Entries,
            Problems = { verified.Findings.Select(JournalWire.Write) },
            Truncated = verified.IsTruncated,
            AnchoredGroup = anchor?.Group ?? 0,
            Sound = verified.IsSound,
            Anchor = anchor is null ? null : JournalWire.Write(anchor),
        };
    }

    private async Task<(JournalVerification Verified, JournalAnchor? Anchor)> VerifyAsync(
        string folder, CancellationToken cancellation)
    {
        using var threads = new BackgroundThreads(count: 1, share: 1);
        // The anchor first: what is written meanwhile is beyond it.
        var anchor = await store.Journal.ReadAnchorAsync(journals.Instance, cancellation);
        for (var turn = 1; ; turn++)
        {
            var known = anchor;
            var verified = await threads.RunAsync(
                () => JournalVerifier.Verify(folder, known, cancellation), cancellation);
            if (verified.IsSound || turn == MaximumTurns) return (verified, known);
            anchor = await store.Journal.ReadAnchorAsync(journals.Instance, cancellation);
            // Files that retention took meanwhile are no damage, but look like it.
            if (anchor?.OldestGroup == known?.OldestGroup) return (verified, known);
        }
    }

    private async ValueTask<CoreJournaled> FindAsync(DecisionId id, CancellationToken cancellation)
    {
        if (await journals.Journal.FindAsync(id, cancellation) is { } found) return found;
        var mine = DecisionId.MarkOf(journals.Instance);
        var where = id.Mark == mine
            ? "the decision is older than what the journal keeps, or was never made"
            : $"an instance with the mark {id.Mark:x3} decided it, and this one has {mine:x3}";
        throw new FailureException(new Failure(
            FailureReason.DecisionUnknown, $"The journal of {journals.Instance} has no such decision: {where}.",
            "decision_id")
        {
            Metadata = new Dictionary<string, string>
            {
                ["instance"] = journals.Instance,
                ["mark"] = $"{mine:x3}",
                ["decision_mark"] = $"{id.Mark:x3}",
            },
        });
    }

    private async Task<V1.JournaledDecision> WriteAsync(
        CoreJournaled found, bool withInputs, CancellationToken cancellation)
    {
        var rules = found.Layout is { } layout
            ? await ruleSets.FindAsync(layout.RuleSetDigest, cancellation) : null;
        var needsKey = OpenedDecision.NeedsKey(found.Record) || found.Outcomes.Any(OpenedOutcome.NeedsKey);
        var key = needsKey ? await journals.KeyAsync(found.Record, cancellation) : null;
        return JournalWire.Write(
            OpenedDecision.Of(found.Record, found.Layout, key),
            [.. found.Outcomes.Select(outcome => OpenedOutcome.Of(outcome, key))],
            found.IsIntact, withInputs, rules, journals.Instance);
    }

    private static JournalItem Item(CoreJournaled found) => new("", 0, default)
    {
        Entry = new JournalEntry { Decision = found.Record },
        Layout = found.Layout,
    };

    private static bool IsOf(string product, JournalItem item) =>
        item.Damage is not null || (item.Entry?.Decision is not null && IsOf(product, item.Layout));

    // Of a layout that cannot be read nobody knows the product: it is told rather than left out.
    private static bool IsOf(string product, LayoutRecord? layout) =>
        product.Length == 0 || layout is null || layout.Product == product;
}
