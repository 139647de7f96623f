using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>The calls a test makes most, on one server.</summary>
internal sealed class Clients(ServerProcess server)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>Features.</summary>
    public FeatureService.FeatureServiceClient Features { get; } = new(server.Channel);

    /// <summary>Warnings.</summary>
    public WarningService.WarningServiceClient Warnings { get; } = new(server.Channel);

    /// <summary>Rule sets.</summary>
    public RuleSetService.RuleSetServiceClient RuleSets { get; } = new(server.Channel);

    /// <summary>Decisions.</summary>
    public DecisionService.DecisionServiceClient Decisions { get; } = new(server.Channel);

    /// <summary>Puts features and waits until the borrower has been reviewed.</summary>
    public async Task ReviewedAsync(PutFeaturesRequest update)
    {
        var waiting = update.Clone();
        waiting.WaitForReview = true;
        var answer = await Features.PutFeaturesAsync(waiting).ResponseAsync.WaitAsync(_limit);
        if (!answer.Reviewed) throw new InvalidOperationException($"{update.BorrowerId} was not reviewed.");
    }

    /// <summary>Waits until no borrower waits for a review of its features any more.</summary>
    public Task AllReviewedAsync(IEnumerable<string> borrowers) => Parallel.ForEachAsync(
        borrowers, new ParallelOptions { MaxDegreeOfParallelism = 16 },
        async (borrower, _) => await Eventually.SoAsync(
            async () =>
            {
                var status = await Warnings.GetBorrowerStatusAsync(
                    new GetBorrowerStatusRequest { BorrowerId = borrower });
                return status.ReviewedRevision == status.FeaturesRevision;
            },
            $"{borrower} is reviewed"));

    /// <summary>
    /// Waits until the sample borrowers are there and reviewed, which they are only after the server is ready.
    /// </summary>
    public Task SamplesReviewedAsync() => Eventually.SoAsync(
        async () =>
        {
            var page = await Features.ListBorrowersAsync(new ListBorrowersRequest());
            await AllReviewedAsync(page.Borrowers.Select(borrower => borrower.BorrowerId));
            return page.Borrowers.Count == 70;
        },
        "the samples are there");

    /// <summary>Every open warning that a filter matches, page by page.</summary>
    public async Task<IReadOnlyList<Warning>> OpenAsync(WarningFilter? filter = null)
    {
        var found = new List<Warning>();
        var request = new ListWarningsRequest { Filter = filter };
        do
        {
            var page = await Warnings.ListWarningsAsync(request).ResponseAsync.WaitAsync(_limit);
            found.AddRange(page.Warnings);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return found;
    }

    /// <summary>The activation in force.</summary>
    public async Task<RuleSetReference> ActiveAsync() =>
        (await RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest()).ResponseAsync.WaitAsync(_limit)).RuleSet;

    /// <summary>Waits until a rule set is in force and whatever it calls for has been reviewed.</summary>
    public async Task<long> ActivatedAsync(string digest)
    {
        var active = await Eventually.FoundAsync(
            async () =>
            {
                var answer = await RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
                return answer.RuleSet.Digest == digest && answer.Review.Complete ? answer.RuleSet : null;
            },
            "the rule set is in force");
        return active.Activation;
    }
}
