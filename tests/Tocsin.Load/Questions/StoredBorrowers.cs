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
    private const int MostAttempts = 5;

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
        IReadOnlyList<int> left = [.. Enumerable.Range(0, Ids.Count)];
        var fault = "";
        // A busy machine may let a review wait for longer than the server does.
        for (var attempt = 0; attempt < MostAttempts && left.Count > 0; attempt++)
            (left, fault) = await PutAsync(channel, left);
        if (left.Count > 0)
            throw new InvalidOperationException($"{left.Count} borrowers were not stored and reviewed: {fault}");
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

    // Answers what is left, and what was said of the first of it. Answers come in the order of the requests.
    private async Task<(IReadOnlyList<int> Left, string Fault)> PutAsync(GrpcChannel channel, IReadOnlyList<int> places)
    {
        using var call = new FeatureService.FeatureServiceClient(channel).PutFeaturesStream();
        var reading = LeftAsync(call.ResponseStream, places);
        foreach (var place in places)
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
        return await reading;
    }

    private static async Task<(IReadOnlyList<int> Left, string Fault)> LeftAsync(
        IAsyncStreamReader<PutFeaturesStreamResponse> answers, IReadOnlyList<int> places)
    {
        var (left, fault) = (new List<int>(), "");
        foreach (var (at, place) in places.Index())
        {
            if (!await answers.MoveNext(CancellationToken.None))
                return ([.. left, .. places.Skip(at)], "the stream ended");
            if (answers.Current.Response is { Reviewed: true }) continue;
            if (left.Count == 0) fault = answers.Current.ToString();
            left.Add(place);
        }

        return (left, fault);
    }
}
