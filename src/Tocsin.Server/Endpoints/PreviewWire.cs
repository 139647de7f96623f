using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Server.Previews;
using Tocsin.V1;
using CoreChange = Tocsin.Core.Previews.PreviewedChange;
using CoreFigures = Tocsin.Core.Previews.WarningFigures;
using CoreReport = Tocsin.Core.Previews.PreviewReport;
using WireCount = Tocsin.V1.WarningChangeCount;
using WirePhase = Tocsin.V1.PreviewPhase;
using WireReport = Tocsin.V1.PreviewReport;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes previews for the wire.</summary>
/// <param name="live">The live rules.</param>
/// <param name="candidate">The candidate.</param>
internal sealed class PreviewWire(ActivatedRuleSet live, RuleSet candidate)
{
    private readonly PreviewedDecisionWire _decisions = new(live.Set, candidate);

    /// <summary>Why a candidate cannot be activated.</summary>
    public static PreviewRuleSetResponse Rejection(Core.Rules.RuleFiles files, RuleSetReading reading) => new()
    {
        Rejection = new PreviewRejection
        {
            Digest = files.Digest,
            Truncated = reading.Problems.Count > RuleSetWire.MaximumProblems,
            Problems = { reading.Problems.Take(RuleSetWire.MaximumProblems).Select(RuleSetWire.Write) },
        },
    };

    /// <summary>How far it is.</summary>
    public static PreviewRuleSetResponse Progress(PreviewStep step) => new()
    {
        Progress = new PreviewProgress { Phase = (WirePhase)step.Phase, Done = step.Done, Total = step.Total },
    };

    /// <summary>A borrower whose warnings or decisions would differ.</summary>
    public PreviewRuleSetResponse Borrower(BorrowerPreview preview)
    {
        var written = new PreviewedBorrower
        {
            BorrowerId = preview.Borrower.Value,
            LevelBefore = WarningWire.Write(preview.LevelBefore),
            LevelAfter = WarningWire.Write(preview.LevelAfter),
            OnWatchlistBefore = preview.OnWatchlistBefore,
            OnWatchlistAfter = preview.OnWatchlistAfter,
            Changes = { preview.Changes.Select(Write) },
            MoreChanges = preview.MoreChanges,
            Decisions = { preview.Decisions.Select(PreviewedDecisionWire.Write) },
            MoreDecisions = preview.MoreDecisions,
        };
        foreach (var (label, value) in preview.Labels) written.Labels.Add(label, value);
        return new PreviewRuleSetResponse { Borrower = written };
    }

    /// <summary>What it came to.</summary>
    /// <param name="report">The report.</param>
    /// <param name="withWarnings">False where warnings were not looked at.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="watch">How long it took.</param>
    public PreviewRuleSetResponse Report(
        CoreReport report, bool withWarnings, DateTimeOffset startedAt, PreviewWatch watch) => new()
        {
            Report = new WireReport
            {
                Live = DecisionWire.WriteRuleSet(live),
                Candidate = new RuleSetReference { Digest = candidate.Digest, Variant = "candidate" },
                Name = candidate.Manifest.Name,
                Revision = candidate.Manifest.Revision,
                StartedAt = startedAt.ToTimestamp(),
                Borrowers = report.Borrowers,
                Differing = report.Differing,
                Truncated = report.Differing > report.Listed.Count,
                Warnings = withWarnings ? Write(report.Warnings) : null,
                Decisions = { report.Decisions.Select(_decisions.Write) },
                Labels = { report.Labels.Where(label => label.Values.Count > 0).Select(Write) },
                Gaps =
                {
                    report.Gaps.Select(gap => new Tocsin.V1.PreviewGap
                    {
                        Reason = (PreviewGapReason)gap.Reason,
                        Count = gap.Count,
                    }),
                },
                UnaskedProducts = { report.Unasked },
                Times = new PreviewTimes
                {
                    Rules = watch.Rules.ToDuration(),
                    Reading = watch.Reading.ToDuration(),
                    Evaluating = watch.Evaluating.ToDuration(),
                    Whole = watch.Whole.ToDuration(),
                },
            },
        };

    private V1.PreviewedChange Write(CoreChange change) => new()
    {
        Kind = (WarningChangeKind)change.Kind,
        Indicator = change.Indicator,
        Family = change.Family,
        ExposureId = change.Exposure,
        LevelBefore = WarningWire.Write(change.LevelBefore),
        LevelAfter = WarningWire.Write(change.LevelAfter),
        DueAnyway = change.IsDueAnyway,
        Connected = change.IsConnected,
        BorrowerBefore = WarningWire.Write(change.BorrowerBefore),
        BorrowerAfter = WarningWire.Write(change.BorrowerAfter),
        Evidence = { change.Evidence.Select(evidence => WarningWire.Write(evidence, candidate)) },
    };

    private WarningsPreview Write(CoreFigures figures) => new()
    {
        SameRules = candidate.WarningDigest == live.Set.WarningDigest,
        Borrowers = figures.Borrowers,
        Changes = figures.Changes,
        DueAnyway = figures.DueAnyway,
        Counts =
        {
            figures.Counts.Select(count => new WireCount
            {
                Indicator = count.Key.Indicator,
                Family = count.Key.Family,
                Kind = (WarningChangeKind)count.Key.Kind,
                LevelBefore = WarningWire.Write(count.Key.Before),
                LevelAfter = WarningWire.Write(count.Key.After),
                Count = count.Count,
                DueAnyway = count.DueAnyway,
            }),
        },
        Levels =
        {
            figures.Levels.Select(level => new LevelTransition
            {
                Before = WarningWire.Write(level.Before),
                After = WarningWire.Write(level.After),
                Borrowers = level.Borrowers,
            }),
        },
        Watchlisted = figures.Watchlisted,
        Unwatchlisted = figures.Unwatchlisted,
        Linked = figures.Linked,
    };

    private static LabelPreview Write(LabelFigures figures) => new()
    {
        Label = figures.Label,
        Values = { figures.Values.Select(Write) },
        Other = figures.Other is null ? null : Write(figures.Other),
    };

    private static LabelValuePreview Write(LabelCounts counts) => new()
    {
        Value = counts.Value,
        Borrowers = counts.Borrowers,
        Differing = counts.Differing,
        Rising = counts.Rising,
        Falling = counts.Falling,
        Decisions = counts.Decisions,
        ApprovedBefore = counts.ApprovedBefore,
        ApprovedAfter = counts.ApprovedAfter,
    };
}
