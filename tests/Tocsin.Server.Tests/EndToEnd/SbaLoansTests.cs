using Tocsin.Core.Tests.Published;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// The published table of Li, Mickel and Taylor (2018), reproduced through the running server: 1,051 loans that were
/// held out, classified at a probability of default of 0.5.
/// </summary>
public sealed class SbaLoansTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task DecideStream_TestLoans_ReproduceThePublishedTable()
    {
        var loans = SbaLoan.All().Where(loan => !loan.IsTraining).ToList();
        using var call = server.Decisions.DecideStream();
        var writing = WriteAsync(loans, call.RequestStream);
        var counts = new Dictionary<(bool Predicted, bool Defaulted), int>();
        foreach (var (index, loan) in loans.Index())
        {
            Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(TimeSpan.FromSeconds(30)));
            var answer = call.ResponseStream.Current;
            Assert.Equal($"{index}", answer.RequestId);
            var key = (answer.Response.Outcome == Outcome.Decline, loan.Defaulted);
            Assert.Equal(key.Item1, answer.Response.Score.ProbabilityOfDefault > 0.5);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        await writing;
        Assert.Equal(1_051, loans.Count);
        Assert.Equal(31, counts[(true, true)]);
        Assert.Equal(14, counts[(true, false)]);
        Assert.Equal(324, counts[(false, true)]);
        Assert.Equal(682, counts[(false, false)]);
    }

    [Fact]
    public async Task DecideStream_TrainingLoans_ReproduceTheLikelihoodOfTheFit()
    {
        var loans = SbaLoan.All().Where(loan => loan.IsTraining).ToList();
        using var call = server.Decisions.DecideStream();
        var writing = WriteAsync(loans, call.RequestStream);
        var logLikelihood = 0.0;
        foreach (var loan in loans)
        {
            Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(TimeSpan.FromSeconds(30)));
            var pd = call.ResponseStream.Current.Response.Score.ProbabilityOfDefault;
            logLikelihood += Math.Log(loan.Defaulted ? pd : 1 - pd);
        }

        await writing;
        // The final model of three variables, fitted on these 1,051 loans.
        Assert.Equal(1_051, loans.Count);
        Assert.Equal(-541.378130, logLikelihood, 6);
    }

    [Theory]
    [InlineData(true, 0.75, 0.05, Outcome.Approve)]
    [InlineData(false, 0.4, 0.55, Outcome.Decline)]
    public async Task Decide_LoansOfTheArticle_GiveItsFigures(
        bool realEstate, double guaranteed, double pd, Outcome outcome)
    {
        var answer = await server.Decisions.DecideAsync(SampleRequests.Loan(realEstate, guaranteed, recession: false));

        Assert.Equal(pd, Math.Round(answer.Score.ProbabilityOfDefault, 2));
        Assert.Equal(outcome, answer.Outcome);
    }

    private static async Task WriteAsync(
        List<SbaLoan> loans, Grpc.Core.IClientStreamWriter<DecideStreamRequest> requests)
    {
        foreach (var (index, loan) in loans.Index())
        {
            var request = SampleRequests.Loan(loan.HasRealEstate, loan.Guaranteed, loan.InRecession);
            request.RequestId = $"{index}";
            await requests.WriteAsync(new DecideStreamRequest { Request = request });
        }

        await requests.CompleteAsync();
    }
}
