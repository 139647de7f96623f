using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Warnings for people: as a list, or one with everything known about it.</summary>
internal static class WarningReport
{
    /// <summary>Writes a list of warnings.</summary>
    public static void Write(TerminalPage page, ListWarningsResponse all, DateTimeOffset now)
    {
        page.Table("Warnings", ["warning", "level", "state", "indicator", "exposure", "changed", "rev"],
            all.Warnings.Select(warning => new[]
            {
                TerminalPage.Text(warning.Id), LevelText.Of(warning.Level),
                TerminalPage.Text(EnumText.Of(warning.State)),
                TerminalPage.Text(TitleText.Of(warning.Title, warning.Indicator)),
                TerminalPage.Text(warning.ExposureId),
                TerminalPage.Text(warning.ChangedAt is { } at ? DurationText.Age(now - at.ToDateTimeOffset()) : "-"),
                TerminalPage.Text($"{warning.Revision}"),
            }));
        var more = all.NextPageToken.Length > 0 ? "; there are more, --limit lists them" : "";
        page.Line($"{CountText.Of(all.Warnings.Count, "warning")}{more}", "grey");
    }

    /// <summary>Writes one warning with its evidence and actions.</summary>
    public static void Write(TerminalPage page, Warning warning, TimeZoneInfo local)
    {
        page.Fact("warning", warning.Id);
        page.Fact("revision", $"{warning.Revision}");
        page.Fact("borrower", warning.BorrowerId);
        page.Fact("exposure", warning.ExposureId);
        page.Fact("indicator", $"{warning.Indicator} ({warning.Family}) {TitleText.Of(warning.Title)}".TrimEnd());
        page.Fact("level", EnumText.Of(warning.Level), LevelText.Style(warning.Level));
        page.Fact("peak", EnumText.Of(warning.Peak), LevelText.Style(warning.Peak));
        page.Fact("state", EnumText.Of(warning.State));
        page.Fact("assignee", warning.Assignee);
        page.Fact("escalated to", warning.EscalatedTo);
        if (warning.SuppressedUntil is not null)
            page.Fact("suppressed until", MomentText.Text(warning.SuppressedUntil, local));
        if (warning.Outcome is { } outcome)
        {
            var on = DateText.Of(outcome.On);
            page.Fact("outcome", outcome.CameTrue ? $"came true on {on}" : $"false alarm, said on {on}");
        }

        page.Fact("first raised", MomentText.Text(warning.FirstRaisedAt, local));
        page.Fact("changed", MomentText.Text(warning.ChangedAt, local));
        if (warning.EvidenceStale) page.Fact("evidence", "stale: nobody knows whether the level still holds", "yellow");
        WriteDeadline(page, "acknowledge by", warning.AcknowledgeBy, warning.AcknowledgeMissed, local);
        WriteDeadline(page, "treat by", warning.TreatBy, warning.TreatMissed, local);
        if (warning.Treatment is { } treatment)
        {
            page.Fact("treatment", $"{treatment.Code} {TitleText.Of(treatment.Title)}");
            WriteDeadline(page, "to be done by", treatment.DueAt, warning.TreatmentMissed, local);
        }

        page.Table("Evidence", ["feature", "value", "unit", "condition", "observed"],
            warning.Evidence.Select(evidence => new[]
            {
                evidence.Feature, ValueOf(evidence), evidence.Unit, evidence.Threshold,
                MomentText.Text(evidence.ObservedAt, local),
            }));
        page.Table("Actions", ["code", "title", "due"], warning.Actions.Select(action =>
            new[] { action.Code, TitleText.Of(action.Title), MomentText.Text(action.DueAt, local) }));
        page.WriteFacts();
    }

    private static void WriteDeadline(
        TerminalPage page, string name, Timestamp? by, bool isMissed, TimeZoneInfo local)
    {
        if (by is null) return;
        var text = MomentText.Text(by, local);
        if (isMissed) page.Fact(name, $"{text}, MISSED", "red");
        else page.Fact(name, text);
    }

    /// <summary>Writes where a borrower stands.</summary>
    public static void WriteSituation(TerminalPage page, BorrowerSituation? borrower)
    {
        if (borrower is null) return;
        page.Fact("borrower's level", EnumText.Of(borrower.Level), LevelText.Style(borrower.Level));
        page.Fact("watch list", borrower.OnWatchlist ? "yes" : "no");
        foreach (var (name, value) in borrower.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
            page.Fact(name, value);
        page.WriteFacts();
    }

    /// <summary>Writes a history, oldest first.</summary>
    public static void WriteHistory(TerminalPage page, IEnumerable<WarningHistoryLine> history, TimeZoneInfo local) =>
        page.Table("History", ["rev", "when", "what", "level", "state", "cause", "activation"],
            history.Select(line => new[]
            {
                TerminalPage.Text($"{line.Revision}"), TerminalPage.Text(MomentText.Text(line.At, local)),
                TerminalPage.Text(EnumText.Of(line.Kind)), LevelText.Of(line.Level),
                TerminalPage.Text(EnumText.Of(line.State)), TerminalPage.Text(CauseOf(line.Cause)),
                TerminalPage.Text($"{line.Activation}"),
            }));

    /// <summary>A cause on one line.</summary>
    public static string CauseOf(WarningCause? cause) => cause is null
        ? ""
        : string.Join(' ', new[] { EnumText.Of(cause.Kind), cause.Reference, cause.Actor, cause.Reason }
            .Where(part => part.Length > 0));

    /// <summary>A value of evidence for people, or why there is none.</summary>
    public static string ValueOf(Evidence evidence)
    {
        if (evidence.Masked) return "(personal)";
        return evidence.Value is null ? EnumText.Of(evidence.Absence) : FeatureText.Of(evidence.Value);
    }
}
