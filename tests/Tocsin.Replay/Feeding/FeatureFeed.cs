using Tocsin.V1;

namespace Tocsin.Replay.Feeding;

/// <summary>Sends updates over one stream and waits until each is stored and its borrower reviewed.</summary>
internal sealed class FeatureFeed(FeatureService.FeatureServiceClient features, FeedCount count)
{
    // The server waits some seconds for each review; a machine that needs more than all of these is stuck.
    private const int MostRounds = 10;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    /// <summary>Sends the updates of one moment.</summary>
    /// <exception cref="TimeoutException">A borrower is not reviewed after many rounds.</exception>
    public async Task PutAsync(IReadOnlyList<PutFeaturesRequest> updates)
    {
        // Putting the same again changes nothing; it only waits for the review once more.
        for (var round = 0; updates.Count > 0 && round < MostRounds; round++)
            updates = await PutOnceAsync(updates, isFirst: round == 0);
        if (updates.Count > 0) throw new TimeoutException($"{updates[0].BorrowerId} is not reviewed.");
    }

    // Answers those whose review is still to come.
    private async Task<IReadOnlyList<PutFeaturesRequest>> PutOnceAsync(
        IReadOnlyList<PutFeaturesRequest> updates, bool isFirst)
    {
        using var call = features.PutFeaturesStream();
        var writing = WriteAsync(updates, call.RequestStream);
        var left = new List<PutFeaturesRequest>();
        foreach (var update in updates)
        {
            if (!await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(_limit))
                throw new EndOfStreamException("The server ended the stream of updates.");
            var answer = call.ResponseStream.Current;
            if (isFirst) Note(update, answer);
            if (answer.Response is { Reviewed: false }) left.Add(update);
        }

        await writing;
        return left;
    }

    private void Note(PutFeaturesRequest update, PutFeaturesStreamResponse answer)
    {
        if (answer.Response is not { } response)
            count.Refuse(update.BorrowerId, answer.Status.Message);
        else if (response.Views.Any(view => view.Outcome == ViewUpdateOutcome.IgnoredOlder))
            count.Older++;
        else
            count.Taken++;
    }

    private static async Task WriteAsync(
        IReadOnlyList<PutFeaturesRequest> updates, Grpc.Core.IClientStreamWriter<PutFeaturesStreamRequest> requests)
    {
        foreach (var update in updates) await requests.WriteAsync(new PutFeaturesStreamRequest { Request = update });
        await requests.CompleteAsync();
    }
}
