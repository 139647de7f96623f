using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// What was answered is in the journal, whatever becomes of the process; and rules may be swapped since.
/// </summary>
public sealed class JournalKillTests
{
    [Theory]
    [InlineData("written")]
    [InlineData("synced")]
    public async Task GetDecision_ServerKilledAfterItsAnswer_IsThere(string mode)
    {
        using var folder = new TemporaryFolder();
        string[] settings = ["Samples:Enabled=false", $"Journal:Mode={mode}", "Journal:Instance=one"];
        var answers = new List<DecideResponse>();
        await using (var first = await ServerProcess.StartReadyAsync(folder.At("data"), settings))
        {
            var decisions = new DecisionService.DecisionServiceClient(first.Channel);
            for (var i = 0; i < 50; i++)
                answers.Add(await decisions.DecideAsync(i % 2 == 0 ? SoundLoan() : WeakLoan()));
            using var metrics = new OperatorPage(first);
            Assert.True(await metrics.MetricAsync("tocsin_journal_entries_total") >= answers.Count);
            await first.KillAsync();
        }

        await using var second = await ServerProcess.StartReadyAsync(folder.At("data"), settings);
        var journal = new JournalService.JournalServiceClient(second.Channel);

        foreach (var answer in answers)
        {
            var found = await journal.GetDecisionAsync(new GetDecisionRequest { DecisionId = answer.DecisionId });
            Assert.Equal(answer, found.Decision.Answer);
        }

        Assert.True((await journal.VerifyJournalAsync(new VerifyJournalRequest())).Sound);
        using var page = new OperatorPage(second);
        Assert.Equal("up", (string?)(await page.ReadyAsync())["journal"]);
    }

    [Fact]
    public async Task ReplayDecisions_RulesSwappedSince_AreTheSameAndTodayNamesTheRules()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), rules.Setting, "Samples:Enabled=false");
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);
        var journal = new JournalService.JournalServiceClient(server.Channel);
        await new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-1", Views = { SoundBorrower.Views() } });
        var answer = await decisions.DecideAsync(Application("b-1"));
        rules.SetParameter("dscr_min", 1.7);
        await Eventually.SoAsync(
            async () => (await decisions.DecideAsync(SoundLoan())).RuleSet.Activation == 2, "the swap is active");

        var recorded = await OneAsync(journal, new ReplayDecisionsRequest { DecisionId = answer.DecisionId });
        var today = await OneAsync(
            journal, new ReplayDecisionsRequest { DecisionId = answer.DecisionId, Today = true });
        var found = await journal.GetDecisionAsync(new GetDecisionRequest { DecisionId = answer.DecisionId });

        Assert.Equal(ReplayVerdict.Same, recorded.Verdict);
        Assert.Equal(ReplayVerdict.RulesMoved, today.Verdict);
        Assert.Contains("debt_service_uncovered", today.MovedRules);
        Assert.Empty(today.MovedInputs);
        Assert.Equal((Outcome.Approve, Outcome.Decline), (today.OutcomeThen, today.OutcomeNow));
        Assert.Equal(answer, found.Decision.Answer);
    }

    [Fact]
    public async Task ReplayDecisions_RulesAndDataMoveItTogetherAlone_NamesBoth()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), rules.Setting, "Samples:Enabled=false");
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        var journal = new JournalService.JournalServiceClient(server.Channel);
        var views = SoundBorrower.Views();
        await features.PutFeaturesAsync(new PutFeaturesRequest { BorrowerId = "b-1", Views = { views } });
        var answer = await decisions.DecideAsync(Application("b-1"));
        // An owner of 42 is old enough for either bound, and one of 20 for the bound that there was.
        rules.SetParameter("owner_age_min", 25);
        await Eventually.SoAsync(
            async () => (await decisions.DecideAsync(SoundLoan())).RuleSet.Activation == 2, "the swap is active");
        var owner = views.Single(view => view.View == "owner");
        owner.Features["age_years"] = Integer(20);
        await features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-1", Views = { owner }, Correction = true });

        var today = await OneAsync(
            journal, new ReplayDecisionsRequest { DecisionId = answer.DecisionId, Today = true });

        Assert.Equal((ReplayVerdict.BothMoved, Outcome.Decline), (today.Verdict, today.OutcomeNow));
        Assert.Contains("owner_below_legal_age", today.MovedRules);
        Assert.Equal(["owner.age_years"], today.MovedInputs);
    }

    [Fact]
    public async Task Start_JournalFolderThatCannotBe_EndsAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("a-file");
        await File.WriteAllTextAsync(file, "in the way");

        await using var server = await ServerProcess.StartAndEndAsync(
            folder.At("data"), "Samples:Enabled=false", $"Journal:Folder={file}");

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("Journal:Folder", server.Output, StringComparison.Ordinal);
    }

    // To its end: one that is given up may still be reading the journal when the next call comes.
    private static async Task<ReplayedDecision> OneAsync(
        JournalService.JournalServiceClient journal, ReplayDecisionsRequest request)
    {
        using var call = journal.ReplayDecisions(request);
        var all = new List<ReplayDecisionsResponse>();
        await foreach (var one in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            all.Add(one);
        Assert.Equal(
            [ReplayDecisionsResponse.ItemOneofCase.Decision, ReplayDecisionsResponse.ItemOneofCase.Summary],
            all.Select(one => one.ItemCase));
        return all[0].Decision;
    }
}
