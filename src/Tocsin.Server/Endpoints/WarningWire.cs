using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Core;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using CoreChange = Tocsin.Core.Warnings.WarningChange;
using CoreLevel = Tocsin.Core.Warnings.WarningLevel;
using CoreSituation = Tocsin.Core.Warnings.BorrowerSituation;
using CoreWarning = Tocsin.Core.Warnings.Warning;
using WarningCause = Tocsin.V1.WarningCause;
using WarningCauseKind = Tocsin.V1.WarningCauseKind;
using WarningChangeKind = Tocsin.V1.WarningChangeKind;
using WarningFilter = Tocsin.Server.Warnings.WarningFilter;
using WarningHistoryLine = Tocsin.V1.WarningHistoryLine;
using WarningState = Tocsin.V1.WarningState;
using WireChange = Tocsin.V1.WarningChange;
using WireFilter = Tocsin.V1.WarningFilter;
using WireLevel = Tocsin.V1.WarningLevel;
using WireSituation = Tocsin.V1.BorrowerSituation;
using WireWarning = Tocsin.V1.Warning;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads filters from the wire, and writes warnings and their changes.</summary>
internal static class WarningWire
{
    /// <summary>The most borrowers of a filter.</summary>
    public const int MaximumBorrowers = 1_000;

    /// <summary>The most labels of a filter.</summary>
    public const int MaximumLabels = 16;

    /// <summary>The most families of a filter.</summary>
    public const int MaximumFamilies = 64;

    /// <summary>A filter, checked.</summary>
    /// <exception cref="FailureException">It is too wide, or names a label or family nobody has.</exception>
    public static WarningFilter Read(WireFilter? filter, RuleSet rules)
    {
        if (filter is null) return WarningFilter.Everything;
        if (filter.BorrowerIds.Count > MaximumBorrowers || filter.Labels.Count > MaximumLabels
            || filter.Families.Count > MaximumFamilies)
        {
            throw new FailureException(
                FailureReason.TooMany,
                $"A filter names at most {MaximumBorrowers} borrowers, {MaximumLabels} labels and {MaximumFamilies}"
                + " families.",
                "filter");
        }

        var labels = ReadLabels(filter.Labels, rules, "filter.labels");
        foreach (var family in filter.Families.Where(family => !rules.Families.ContainsKey(family)))
            throw Fault($"'{RequestFields.Shown(family)}' is no family of indicators.", "filter.families");
        if (!System.Enum.IsDefined(filter.MinimumLevel)) throw Fault("This level is unknown.", "filter.minimum_level");
        return new WarningFilter
        {
            Borrowers = filter.BorrowerIds.Select(id => RequestFields.Borrower(id, "filter.borrower_ids")).ToHashSet(),
            Labels = labels,
            Families = filter.Families.ToHashSet(StringComparer.Ordinal),
            MinimumLevel = filter.MinimumLevel == WireLevel.Unspecified ? CoreLevel.None : Read(filter.MinimumLevel),
        };
    }

    /// <summary>The labels that borrowers must have, checked.</summary>
    /// <exception cref="FailureException">They are too many, or nobody has such a label.</exception>
    public static IReadOnlyDictionary<string, string> ReadLabels(
        MapField<string, string> wanted, RuleSet rules, string field)
    {
        if (wanted.Count > MaximumLabels)
            throw new FailureException(FailureReason.TooMany, $"At most {MaximumLabels} labels.", field);
        var labels = rules.Catalogue.Labels.Select(label => label.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in wanted.Keys.Where(name => !labels.Contains(name)))
        {
            var known = string.Join(", ", labels.Order());
            throw Fault($"'{RequestFields.Shown(name)}' is no label; labels are {known}.", field);
        }

        return wanted.ToDictionary(
            pair => pair.Key, pair => TextFolding.Fold(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>A level for the wire.</summary>
    public static WireLevel Write(CoreLevel level) => (WireLevel)((int)level + 1);

    /// <summary>A warning for the wire.</summary>
    public static WireWarning Write(CoreWarning warning, BorrowerId borrower, BilingualText title, RuleSet rules)
    {
        var written = new WireWarning
        {
            Id = warning.Id,
            Revision = warning.Revision,
            BorrowerId = borrower.Value,
            ExposureId = warning.Exposure,
            Indicator = warning.Indicator,
            Family = warning.Family,
            Title = DecisionWire.Write(title),
            Level = Write(warning.Level),
            Peak = Write(warning.Peak),
            State = (WarningState)warning.State,
            FirstRaisedAt = warning.FirstRaisedAt.ToTimestamp(),
            ChangedAt = warning.ChangedAt.ToTimestamp(),
            EvidenceStale = warning.HasStaleEvidence,
            AcknowledgeBy = warning.AcknowledgeBy?.ToTimestamp(),
            TreatBy = warning.TreatBy?.ToTimestamp(),
            AcknowledgeMissed = warning.Missed.HasFlag(MissedDeadlines.Acknowledge),
            TreatMissed = warning.Missed.HasFlag(MissedDeadlines.Treat),
            Assignee = warning.Assignee,
            TreatmentMissed = warning.Missed.HasFlag(MissedDeadlines.Treatment),
            EscalatedTo = warning.EscalatedTo,
            SuppressedUntil = warning.SuppressedUntil?.ToTimestamp(),
            Outcome = Write(warning.Outcome),
            ClosedAt = warning.ClosedAt?.ToTimestamp(),
        };
        if (warning.Treatment.Length > 0) written.Treatment = Write(warning.Treatment, warning.TreatmentDueAt, rules);
        written.Evidence.AddRange(warning.Evidence.Select(evidence => Write(evidence, rules)));
        written.Actions.AddRange(warning.Actions.Select(code => Write(code, null, rules)));
        return written;
    }

    private static CalledAction Write(string code, DateTimeOffset? dueAt, RuleSet rules) => new()
    {
        Code = code,
        Title = DecisionWire.Write(rules.Actions.GetValueOrDefault(code)?.Title ?? BilingualText.Empty),
        DueAt = dueAt?.ToTimestamp(),
    };

    private static V1.WarningOutcome? Write(Core.Warnings.WarningOutcome? outcome) => outcome is null ? null
        : new V1.WarningOutcome { CameTrue = outcome.CameTrue, On = FeatureWire.WriteDate(outcome.On) };

    /// <summary>A borrower's place on the watch list; null where it has none.</summary>
    public static V1.WatchlistEntry? Write(Core.Warnings.WatchlistEntry? entry) => entry is null ? null : new()
    {
        Revision = entry.Revision,
        Since = entry.Since.ToTimestamp(),
        ReviewBy = entry.ReviewAt.ToTimestamp(),
        ReviewMissed = entry.IsReviewDue,
        CalmSince = entry.CalmSince?.ToTimestamp(),
        Actor = entry.Actor,
        Reason = entry.Reason,
    };

    /// <summary>An open warning as part of a snapshot; null: the borrower's place on the watch list.</summary>
    public static SnapshotEntry Write(CoreWarning? warning, BorrowerWarnings borrower, ActivatedRuleSet rules) => new()
    {
        BorrowerId = borrower.Borrower.Value,
        Borrower = Write(borrower.Situation),
        Warning = warning is null
            ? null : Write(warning, borrower.Borrower, rules.TitleOf(warning.Indicator), rules.Set),
        Watchlist = warning is null ? Write(borrower.Watch) : null,
    };

    /// <summary>Where a borrower stands.</summary>
    public static WireSituation Write(CoreSituation situation)
    {
        var written = new WireSituation { Level = Write(situation.Level), OnWatchlist = situation.OnWatchlist };
        foreach (var (name, value) in situation.Labels) written.Labels.Add(name, value);
        return written;
    }

    /// <summary>A change, as every subscriber gets it.</summary>
    public static WatchWarningsResponse Write(FeedItem item, RuleSet rules) => new()
    {
        Change = Write(item.Change!, item.Reached?.Encode() ?? "", item.CommittedAt, rules),
    };

    /// <summary>A line of history.</summary>
    public static WarningHistoryLine Write(Core.Warnings.WarningHistoryLine line) => new()
    {
        Revision = line.Revision,
        Kind = (WarningChangeKind)line.Kind,
        Level = Write(line.Level),
        State = (WarningState)line.State,
        At = line.At.ToTimestamp(),
        Cause = Write(line.Cause),
        Activation = line.Activation,
    };

    private static CoreLevel Read(WireLevel level) => (CoreLevel)((int)level - 1);

    private static FailureException Fault(string message, string field) =>
        new(FailureReason.FilterInvalid, message, field);

    private static WireChange Write(
        CoreChange change, string cursor, DateTimeOffset committedAt, RuleSet rules) => new()
        {
            Cursor = cursor,
            ChangeId = change.Id,
            Kind = (WarningChangeKind)change.Kind,
            BorrowerId = change.Borrower.Value,
            Warning = change.Warning is { } warning ? Write(warning, change.Borrower, change.Title, rules) : null,
            Watchlist = Write(change.Watch),
            LevelBefore = Write(change.LevelBefore),
            BorrowerBefore = Write(change.Before),
            BorrowerAfter = Write(change.After),
            Cause = Write(change.Cause),
            RuleSet = new RuleSetReference
            {
                Activation = change.Activation,
                Digest = change.RuleSetDigest,
                Variant = "live",
            },
            OccurredAt = change.OccurredAt.ToTimestamp(),
            CommittedAt = committedAt.ToTimestamp(),
        };

    private static WarningCause Write(Core.Warnings.WarningCause cause) => new()
    {
        Kind = (WarningCauseKind)cause.Kind,
        Reference = cause.Reference,
        Actor = cause.Actor,
        Reason = cause.Reason,
    };

    /// <summary>A value behind a warning.</summary>
    public static Evidence Write(WarningEvidence evidence, RuleSet rules)
    {
        var written = new Evidence
        {
            Feature = evidence.Feature,
            Unit = evidence.Unit,
            ObservedAt = evidence.ObservedAt?.ToTimestamp(),
            Threshold = evidence.Threshold,
            Masked = evidence.Masked,
            Absence = evidence.Status switch
            {
                "missing" => AbsenceReason.Missing,
                "stale" => AbsenceReason.Stale,
                _ => AbsenceReason.Unspecified,
            },
        };
        // The catalogue may have changed since: a value whose feature is gone is still shown, as text.
        var type = rules.Catalogue.FindFeature(evidence.Feature)?.Type ?? FeatureType.Text;
        if (evidence.Value.Length > 0 && Core.Features.FeatureValue.TryParse(type, evidence.Value, out var value))
            written.Value = FeatureWire.Write(value);
        return written;
    }
}
