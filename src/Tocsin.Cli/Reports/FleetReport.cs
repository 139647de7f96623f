using Google.Protobuf.Collections;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Which instance answers with which activation, for people.</summary>
internal static class FleetReport
{
    // The plus sign and twelve hexadecimal characters.
    private const int ShownCommit = 13;

    /// <summary>Writes what an activation came to.</summary>
    public static void Write(TerminalPage page, ActivateRuleSetResponse answer, TimeZoneInfo local)
    {
        page.Line(answer.AlreadyActive ? "It was active already." : "Active.", "green");
        Write(page, answer.RuleSet, answer.Complete, answer.Instances, local);
        if (answer.FourEyes == FourEyes.Unenforced)
            page.Line($"Four eyes: {PublicationReport.FourEyes(answer.FourEyes)}.", "yellow");
    }

    /// <summary>Writes what a roll back came to.</summary>
    public static void Write(TerminalPage page, RollBackRuleSetResponse answer, TimeZoneInfo local)
    {
        page.Line("Rolled back.", "green");
        Write(page, answer.RuleSet, answer.Complete, answer.Instances, local);
    }

    /// <summary>Writes how the fleet stands.</summary>
    public static void Write(TerminalPage page, GetRuleSetStatusResponse answer, TimeZoneInfo local)
    {
        page.Fact("active", answer.Activation is { } active ? RuleSetText.Of(active.RuleSet) : null);
        page.Fact("since", answer.Activation is { } since ? MomentText.Text(since.ActivatedAt, local) : null);
        page.Fact("rules come from", answer.Source == RuleSource.Store ? "the store" : "the rules folder");
        page.Fact("four eyes", PublicationReport.FourEyes(answer.FourEyes));
        page.Fact("answered by", answer.AnsweredBy);
        page.Fact("store", answer.StoreProblem, "red");
        WriteInstances(page, answer.Instances, local);
        page.Table("Activations", ["activation", "digest", "at", "origin", "by", "reason"], answer.History.Select(
            one => new[]
            {
                $"{one.RuleSet.Activation}", RuleSetText.Short(one.RuleSet.Digest),
                MomentText.Text(one.ActivatedAt, local), EnumText.Of(one.Origin), one.By, one.Reason,
            }));
        if (answer.Shadow is { } shadow)
        {
            page.Line($"In the shadow: digest {RuleSetText.Short(shadow.Digest)}, share {shadow.Share}, until "
                + $"{MomentText.Text(shadow.Until, local)}.");
        }
    }

    private static void Write(
        TerminalPage page, RuleSetReference ruleSet, bool isComplete, RepeatedField<InstanceStatus> instances,
        TimeZoneInfo local)
    {
        var missing = string.Join(", ", instances.Where(one => !one.Confirmed).Select(one => one.Instance));
        page.Fact("rule set", RuleSetText.Of(ruleSet));
        page.Fact("fleet", instances.Count == 0 ? "no instance announced itself" : isComplete
            ? $"all of {CountText.Of(instances.Count, "instance")} confirm"
            : $"{instances.Count(one => one.Confirmed)} of {CountText.Of(instances.Count, "instance")} confirm: "
                + $"waiting for {missing}",
            isComplete ? "green" : "red");
        WriteInstances(page, instances, local);
    }

    private static void WriteInstances(TerminalPage page, IEnumerable<InstanceStatus> instances, TimeZoneInfo local) =>
        page.Table(
            "Instances", ["instance", "state", "activation", "digest", "since", "seen", "build", "last error"],
            instances.Select(one => new[]
            {
                one.Instance, State(one), $"{one.RuleSet.Activation}", RuleSetText.Short(one.RuleSet.Digest),
                MomentText.Text(one.Since, local), MomentText.Text(one.SeenAt, local), Build(one.Build), one.LastError,
            }));

    // A version, and the beginning of the commit it was made from.
    private static string Build(string build) =>
        build.IndexOf('+') is > 0 and var at && build.Length > at + ShownCommit ? build[..(at + ShownCommit)] : build;

    private static string State(InstanceStatus one) => (one.Live, one.Confirmed) switch
    {
        (true, true) => "confirmed",
        (true, false) => "behind",
        _ => "silent",
    };
}
