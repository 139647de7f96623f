using Tocsin.Journal.Tests.Running;
using Xunit;

namespace Tocsin.Journal.Tests.EndToEnd;

/// <summary>A few kills of what <c>tests/Tocsin.Proofs</c> does at length.</summary>
public sealed class JournalKillTests
{
    [Fact]
    public async Task Kill_InTheMidstOfDecisions_LosesNothingAnsweredAndEveryTamperingIsFound()
    {
        using var folder = new TemporaryFolder();
        var plan = new JournalKillPlan(Decisions: 600, Kills: 2, Seed: 11);
        var run = new JournalKillRun(folder.Path, plan);
        await run.RunAsync();

        var audit = await JournalAudit.RunAsync(folder.Path, run.Answered);

        Assert.True(run.Answered.Count >= plan.Decisions);
        Assert.True(audit.Holds, audit.ToString());
        var place = DecisionJournal.FolderOf(JournalChild.Options(folder.Path));
        Assert.All(new JournalTampering(place, audit.Anchor, plan.Seed).Run(), tampering =>
            Assert.True(tampering.Found.Length > 0, $"Not found: {tampering.What}"));
        Assert.True((await JournalAudit.RunAsync(folder.Path, run.Answered)).Holds);
    }
}
