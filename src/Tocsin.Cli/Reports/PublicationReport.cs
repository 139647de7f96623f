using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Published rule sets, for people.</summary>
internal static class PublicationReport
{
    /// <summary>Writes what came of publishing.</summary>
    public static void Write(TerminalPage page, PublishRuleSetResponse answer, TimeZoneInfo local)
    {
        RuleProblemReport.Write(page, answer.Check.Problems);
        if (answer.RuleSet is null)
        {
            page.Line("These rules cannot be activated; nothing was published.", "red");
            return;
        }

        page.Line(answer.AlreadyPublished ? "These rules were published before." : "Published.", "green");
        WriteFacts(page, answer.RuleSet, local);
        page.WriteFacts();
    }

    /// <summary>Writes what an approval came to.</summary>
    public static void Write(TerminalPage page, ApproveRuleSetResponse answer, TimeZoneInfo local)
    {
        WriteFacts(page, answer.RuleSet, local);
        page.Fact("four eyes", FourEyes(answer.FourEyes));
        page.WriteFacts();
    }

    /// <summary>Writes a list.</summary>
    public static void Write(TerminalPage page, ListRuleSetsResponse answer, TimeZoneInfo local)
    {
        page.Table(
            "Rule sets", ["digest", "name", "revision", "published", "by", "approved by", "activation", "reason"],
            answer.RuleSets.Select(set => new[]
            {
                RuleSetText.Short(set.RuleSet.Digest), set.Name, set.Revision,
                MomentText.Text(set.PublishedAt, local), set.Author,
                string.Join(", ", set.Approvals.Select(approval => approval.Approver)), Activation(set), set.Reason,
            }));
        page.Line($"{CountText.Of(answer.RuleSets.Count, "rule set")}"
            + (answer.NextPageToken.Length > 0 ? ", and there are more: --limit" : ""), "grey");
    }

    /// <summary>What asking for two people comes to, in words.</summary>
    public static string FourEyes(FourEyes fourEyes) => fourEyes switch
    {
        V1.FourEyes.Off => "off: no approval is asked for",
        V1.FourEyes.Unenforced =>
            "an approval is asked for, but callers are anonymous: that two people agree is not enforced",
        V1.FourEyes.Enforced => "on: somebody else than the author has to approve",
        _ => EnumText.Of(fourEyes),
    };

    private static string Activation(RuleSetSummary set) => set.RuleSet.Activation == 0
        ? "never" : $"{set.RuleSet.Activation}{(set.Active ? ", active" : "")}";

    private static void WriteFacts(TerminalPage page, RuleSetSummary set, TimeZoneInfo local)
    {
        page.Fact("digest", set.RuleSet.Digest);
        page.Fact("name", set.Name);
        page.Fact("revision", set.Revision);
        page.Fact("published", $"{MomentText.Text(set.PublishedAt, local)} by {set.Author}");
        page.Fact("reason", set.Reason);
        foreach (var approval in set.Approvals)
        {
            var why = approval.Reason.Length > 0 ? $": {approval.Reason}" : "";
            page.Fact("approved", $"{MomentText.Text(approval.ApprovedAt, local)} by {approval.Approver}{why}");
        }

        page.Fact("activation", Activation(set));
    }
}
