using Grpc.Core;
using Grpc.Net.Client;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Questions;

/// <summary>Borrowers with every view that feeds send, of a few kinds that are to be answered differently.</summary>
/// <param name="count">How many.</param>
/// <param name="views">The views of a kind, by its number.</param>
internal sealed class StoredBorrowers(int count, Func<int, List<FeatureViewValues>> views)
{
    private const int Kinds = 64;

    private readonly List<FeatureViewValues>[] _kinds = [.. Enumerable.Range(0, Kinds).Select(views)];

    /// <summary>Sound ones, whose cash flow differs, and with it a cap of the limit.</summary>
    public static StoredBorrowers Sound(int count) => new(count, kind =>
    {
        var views = SoundBorrower.Views();
        views.Single(view => view.View == "accounts").Features["free_cash_flow_12m_cny"].Number += 1_000 * kind;
        return views;
    });

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
    /// Asks each kind once and takes what is answered for what is to be answered: no two kinds alike, and none for want
    /// of values.
    /// </summary>
    /// <param name="channel">Whom.</param>
    /// <param name="application">What is asked.</param>
    public async Task<DecideQuestions> AskAsync(GrpcChannel channel, DecideRequest application)
    {
        var client = new DecisionService.DecisionServiceClient(channel);
        var expected = new List<DecideResponse>();
        foreach (var id in Ids.Take(Kinds))
        {
            application.BorrowerId = id;
            expected.Add(DecideQuestions.Settle(await client.DecideAsync(application)));
        }

        if (expected.Find(answer => answer.Degraded || answer.Needed.Count > 0) is { } lacking)
            throw new InvalidOperationException($"Values were lacking: {lacking}");
        if (expected.Distinct().Count() != expected.Count)
            throw new InvalidOperationException("Borrowers of different kinds were answered alike.");
        return new DecideQuestions(application, Ids, expected);
    }

    private static async Task<int> CountAsync(IAsyncStreamReader<PutFeaturesStreamResponse> answers)
    {
        var stored = 0;
        while (await answers.MoveNext(CancellationToken.None))
            if (answers.Current.Response is { Reviewed: true }) stored++;
        return stored;
    }
}
