using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// The feeds of a rehearsed branch: each morning what is kept daily, and of the rest what is new or a week old.
/// </summary>
internal sealed class BranchFeed(Clients clients, IReadOnlyList<BranchBorrower> borrowers)
{
    private const int Week = 7;

    private static readonly HashSet<string> _daily =
    [
        "lender", "standing", "screening", "judicial", "administrative", "accounts", "invoices", "loan", "repayment",
    ];

    private readonly Dictionary<(string Borrower, string View), (ByteString Content, int Day)> _sent = [];
    private readonly List<string> _faults = [];

    /// <summary>Updates that were refused.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Updates that were sent and answered.</summary>
    public int Updates { get; private set; }

    /// <summary>Sends what is known on the morning of a day.</summary>
    public async Task SendAsync(int day, DateTimeOffset morning)
    {
        using var call = clients.Features.PutFeaturesStream();
        var reading = ReadAsync(call.ResponseStream);
        foreach (var borrower in borrowers.Where(borrower => !borrower.IsSilent(day)))
        {
            var update = new PutFeaturesRequest { RequestId = borrower.Name, BorrowerId = borrower.Name };
            foreach (var view in borrower.Views(day))
            {
                if (!IsDue(borrower, view, day)) continue;
                update.Views.Add(view.At(morning));
            }

            await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = update });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
    }

    /// <summary>Tells who vouches for whom, and who is of one group.</summary>
    public async Task LinkAsync(DateTimeOffset morning)
    {
        foreach (var borrower in borrowers)
        {
            var links = borrower.Links(borrowers.Count).ToList();
            if (links.Count == 0) continue;
            await clients.Features.PutLinksAsync(new PutLinksRequest
            {
                BorrowerId = borrower.Name,
                Links = { links },
                ObservedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(morning),
            });
        }
    }

    /// <summary>Books every loan with what it is decided on.</summary>
    public async Task BookAsync()
    {
        foreach (var borrower in borrowers)
        {
            var request = SampleRequests.Application(borrower.Name);
            var decided = await clients.Decisions.DecideAsync(request);
            await clients.Decisions.BookDecisionAsync(new BookDecisionRequest
            {
                DecisionId = decided.DecisionId,
                BorrowerId = borrower.Name,
                ExposureId = BranchBorrower.Loan,
                Pd = decided.Score.ProbabilityOfDefault,
                Grade = decided.Score.Grade,
                LtvRatio = 0.55,
                Amount = request.Amount.Units,
                TermMonths = request.TermMonths,
            });
        }
    }

    private async Task ReadAsync(Grpc.Core.IAsyncStreamReader<PutFeaturesStreamResponse> responses)
    {
        while (await responses.MoveNext(CancellationToken.None))
        {
            var answer = responses.Current;
            if (answer.Response is { } response
                && response.Views.All(view => view.Outcome == ViewUpdateOutcome.Applied)) Updates++;
            else _faults.Add($"an update of {answer.RequestId} was not applied: {answer}");
        }
    }

    private bool IsDue(BranchBorrower borrower, FeatureViewValues view, int day)
    {
        var content = view.ToByteString();
        var key = (borrower.Name, view.View);
        var isDue = !_sent.TryGetValue(key, out var sent) || _daily.Contains(view.View) || day - sent.Day >= Week
            || sent.Content != content;
        if (isDue) _sent[key] = (content, day);
        return isDue;
    }
}
