using System.Globalization;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What would turn a decision, for people.</summary>
internal static class RecourseReport
{
    /// <summary>Writes it; nothing where it was not asked for.</summary>
    public static void Write(TerminalPage page, DecideResponse answer)
    {
        if (answer.RecourseStatus != RecourseStatus.Unspecified)
            page.Fact("recourse", StatusOf(answer.RecourseStatus));
        page.Table("Ways to an approval", ["outcome", "changes", "takes", "effort"], answer.Recourse.Select(option =>
            new[]
            {
                EnumText.Of(option.Outcome), string.Join("; ", option.Changes.Select(ChangeOf)),
                option.Takes is null ? "-" : DurationText.Age(option.Takes.ToTimeSpan()),
                option.Cost.ToString("0.##", CultureInfo.InvariantCulture)
                    + (option.ProvenCheapest ? "" : ", perhaps not the least"),
            }));
    }

    private static string ChangeOf(RecourseChange change)
    {
        var text = $"{change.Feature}: {FeatureText.Of(change.From)} → {FeatureText.Of(change.To)}";
        return change.Kind switch
        {
            RecourseChangeKind.Wait => text + " (time)",
            RecourseChangeKind.Follow => text + " (follows)",
            _ => text,
        };
    }

    private static string StatusOf(RecourseStatus status) => status switch
    {
        RecourseStatus.NotAdverse => "nothing needs to be turned",
        RecourseStatus.Found => "found",
        RecourseStatus.NoneWithinReach => "none within reach: no change that the catalogue allows turns this",
        RecourseStatus.BoundReached => "the search was cut short; there may be others",
        RecourseStatus.ValuesUnknown => "none while values are missing or stale; fetch what is needed first",
        _ => EnumText.Of(status),
    };
}
