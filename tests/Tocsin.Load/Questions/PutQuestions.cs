using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Questions;

/// <summary>
/// Updates of many borrowers in turn, each with a number of its own by which it is known again. They raise nothing, as
/// most updates of a day do.
/// </summary>
/// <param name="borrowers">Whose.</param>
/// <param name="answered">
/// What a server that does no work answers to all of them; null for a server that stores them.
/// </param>
internal sealed class PutQuestions(IReadOnlyList<string> borrowers, PutFeaturesResponse? answered)
{
    private const string View = "accounts";
    private const string Feature = "free_cash_flow_12m_cny";

    // The revision and the number of each borrower's last update that was answered. Nobody is updated twice at a time
    // while there are more borrowers than calls under way.
    private readonly long[] _revisions = new long[borrowers.Count];
    private readonly long[] _numbers = new long[borrowers.Count];

    // Numbers of all loads, which begin at 0 each: what is stored last tells which update it was.
    private long _updates;

    /// <summary>An update.</summary>
    public static PutFeaturesRequest NewUpdate() => new()
    {
        Views =
        {
            FeatureUpdates.View(View,
                ("returned_item_count_90d", FeatureUpdates.Whole(0)), (Feature, SampleRequests.Number(0)),
                ("dscr_ratio", SampleRequests.Number(1.6))),
            FeatureUpdates.View("judicial",
                ("lawsuit_count_12m", FeatureUpdates.Whole(0)), ("lawsuit_amount_12m_cny", SampleRequests.Number(0)),
                ("account_frozen", SampleRequests.Flag(false))),
            FeatureUpdates.View("tax", ("credit_grade", SampleRequests.Text("B"))),
        },
    };

    /// <summary>The calls.</summary>
    public Func<long, Task<string?>> On(GrpcChannel channel)
    {
        var client = new FeatureService.FeatureServiceClient(channel);
        var requests = new RequestPool<PutFeaturesRequest>(NewUpdate, Address);
        return async number =>
        {
            var request = requests.Take(number);
            var (id, update) = (request.RequestId, (long)request.Views[0].Features[Feature].Number);
            var answer = await client.PutFeaturesAsync(request);
            requests.GiveBack(request);
            return answered is null ? FindFault(number, id, update, answer)
                : answered.Equals(answer) ? null : $"answered {answer}";
        };
    }

    /// <summary>Reads some borrowers back and counts those that hold something else than was answered to be stored.
    /// </summary>
    /// <param name="channel">The server.</param>
    /// <param name="most">How many are read at most.</param>
    public async Task<int> CountLostAsync(GrpcChannel channel, int most)
    {
        var client = new FeatureService.FeatureServiceClient(channel);
        var lost = 0;
        var updated = Enumerable.Range(0, borrowers.Count).Where(place => _revisions[place] > 0).ToList();
        foreach (var place in updated.Where((_, at) => at % Math.Max(1, updated.Count / most) == 0))
        {
            var profile = await client.GetProfileAsync(new GetProfileRequest { BorrowerId = borrowers[place] });
            var view = profile.Views.SingleOrDefault(one => one.View == View);
            if (profile.Revision < _revisions[place]) lost++;
            else if ((long?)view?.Features[Feature].Number != _numbers[place]) lost++;
        }

        return lost;
    }

    private void Address(PutFeaturesRequest request, long number)
    {
        request.RequestId = DecideQuestions.IdOf(number);
        request.BorrowerId = borrowers[(int)(number % borrowers.Count)];
        request.Views[0].Features[Feature].Number = Interlocked.Increment(ref _updates);
        var now = RealClock.Instance.GetUtcNow().ToTimestamp();
        foreach (var view in request.Views) view.ObservedAt = now;
    }

    private string? FindFault(long number, string id, long update, PutFeaturesResponse answer)
    {
        var place = (int)(number % borrowers.Count);
        if (answer.RequestId != id) return $"the request {id} was answered as {answer.RequestId}";
        foreach (var view in answer.Views)
            if (view.Outcome != ViewUpdateOutcome.Applied) return $"answered {answer}";
        if (answer.Views.Count != 3 || answer.Revision <= _revisions[place])
            return $"answered {answer} after the revision {_revisions[place]}";
        (_revisions[place], _numbers[place]) = (answer.Revision, update);
        return null;
    }
}
