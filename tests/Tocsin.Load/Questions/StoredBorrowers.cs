using Grpc.Core;
using Grpc.Net.Client;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Questions;

/// <summary>
/// Sound borrowers with every view that feeds send. Their cash flow differs, and with it a cap of the limit: each of a
/// few kinds is answered otherwise.
/// </summary>
/// <param name="count">How many.</param>
internal sealed class StoredBorrowers(int count)
{
    private const int Kinds = 64;

    private readonly List<FeatureViewValues>[] _kinds = [.. Enumerable.Range(0, Kinds).Select(ViewsOf)];

    /// <summary>Their ids.</summary>
    public IReadOnlyList<string> Ids { get; } = [.. Enumerable.Range(0, count).Select(number => $"b-{number:d6}")];

    /// <summary>Has them stored and reviewed, so that nothing is left to be done when the measuring begins.</summary>
    public async Task PutAsync(GrpcChannel channel)
    {
        using var call = new FeatureService.FeatureServiceClient(channel).PutFeaturesStream();
        var answers = CountAsync(call.ResponseStream);
        for (var place = 0; place < Ids.Count; place++)
        {
            var put = new PutFeaturesRequest
            {
                BorrowerId = Ids[place],
                Views = { _kinds[place % Kinds] },
                WaitForReview = true,
            };
            await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = put });
        }

        await call.RequestStream.CompleteAsync();
        if (await answers is var stored && stored != Ids.Count)
            throw new InvalidOperationException($"Only {stored} of {Ids.Count} borrowers were stored and reviewed.");
    }

    /// <summary>
    /// Asks each kind once and takes what is answered for what is to be answered: approvals that differ.
    /// </summary>
    public async Task<DecideQuestions> AskAsync(GrpcChannel channel)
    {
        var client = new DecisionService.DecisionServiceClient(channel);
        var expected = new List<DecideResponse>();
        foreach (var id in Ids.Take(Kinds))
            expected.Add(DecideQuestions.Settle(await client.DecideAsync(SampleRequests.Application(id))));
        if (expected.Exists(answer => answer.Degraded || answer.Outcome != Outcome.Approve))
            throw new InvalidOperationException("A sound borrower was not approved.");
        if (expected.Distinct().Count() != expected.Count)
            throw new InvalidOperationException("Borrowers with different cash flows were answered alike.");
        return new DecideQuestions(SampleRequests.Application(), Ids, expected);
    }

    private static List<FeatureViewValues> ViewsOf(int kind)
    {
        var views = SoundBorrower.Views();
        views.Single(view => view.View == "accounts").Features["free_cash_flow_12m_cny"].Number += 1_000 * kind;
        return views;
    }

    private static async Task<int> CountAsync(IAsyncStreamReader<PutFeaturesStreamResponse> answers)
    {
        var stored = 0;
        while (await answers.MoveNext(CancellationToken.None))
            if (answers.Current.Response is { Reviewed: true }) stored++;
        return stored;
    }
}
