using System.Text;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Files that somebody altered are told of, and one call at a time reads all of them.</summary>
public sealed class JournalReadingTests
{
    private static readonly string[] _settings = ["Samples:Enabled=false", "Journal:Instance=one"];

    [Fact]
    public async Task GetDecision_RecordAltered_SaysSoWithWhatCanBeRead()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(folder.At("data"), _settings);
        var journal = new JournalService.JournalServiceClient(server.Channel);
        await new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-altered", Views = { SoundBorrower.Views() } });
        var answer = await new DecisionService.DecisionServiceClient(server.Channel).DecideAsync(
            Application("b-altered"));
        var file = Assert.Single(Directory.EnumerateFiles(folder.At("data"), "*.journal", SearchOption.AllDirectories));
        Alter(file, Encoding.ASCII.GetBytes("b-altered"), 0x01);

        var found = (await journal.GetDecisionAsync(
            new GetDecisionRequest { DecisionId = answer.DecisionId })).Decision;
        var replayed = await FirstAsync(journal.ReplayDecisions(
            new ReplayDecisionsRequest { DecisionId = answer.DecisionId, Today = true }));
        var listed = await FirstAsync(journal.ListDecisions(new ListDecisionsRequest()));

        Assert.False(found.Intact);
        Assert.Equal((answer.DecisionId, answer.Outcome), (found.Answer.DecisionId, found.Answer.Outcome));
        Assert.Equal(
            (ReplayVerdict.Unknown, ReplayObstacle.Altered), (replayed.Decision.Verdict, replayed.Decision.Why));
        Assert.Equal(JournalProblemKind.GroupAltered, listed.Problem.Kind);
        var refusal = await Refusal.OfAsync(journal.RecordDecisionOutcomeAsync(
            new RecordDecisionOutcomeRequest { DecisionId = answer.DecisionId, Result = DecisionResult.Accepted }));
        Assert.Equal("REQUEST_INVALID", refusal.Reason);
    }

    [Fact]
    public async Task ListDecisions_WhileItIsRead_IsTheOnlyOneUntilItEnds()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(folder.At("data"), _settings);
        var journal = new JournalService.JournalServiceClient(server.Channel);
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(async _ => await decisions.DecideAsync(SoundLoan())));

        // Nobody takes what it says, so that it waits once the connection is full.
        using (var list = journal.ListDecisions(new ListDecisionsRequest()))
        {
            Assert.True(await list.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            var refusal = await Refusal.OfAsync(journal.VerifyJournalAsync(new VerifyJournalRequest()));
            Assert.Equal(("REPORT_RUNNING", StatusCode.ResourceExhausted), (refusal.Reason, refusal.Code));
        }

        await Eventually.SoAsync(
            async () => await IsSoundAsync(journal), "a list that was given up lets others read");
    }

    private static async Task<bool> IsSoundAsync(JournalService.JournalServiceClient journal)
    {
        try
        {
            return (await journal.VerifyJournalAsync(new VerifyJournalRequest())).Sound;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
        {
            return false;
        }
    }

    // To its end: one that is given up may still be reading the journal when the next call comes.
    private static async Task<T> FirstAsync<T>(AsyncServerStreamingCall<T> call)
    {
        using (call)
        {
            var all = new List<T>();
            await foreach (var one in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
                all.Add(one);
            return all[0];
        }
    }

    private static void Alter(string file, byte[] found, byte put)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        stream.Position = bytes.AsSpan().IndexOf(found);
        stream.WriteByte(put);
    }
}
