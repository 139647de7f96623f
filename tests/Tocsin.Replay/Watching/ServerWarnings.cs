using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Replay.Watching;

/// <summary>Warnings as the server tells them when it is asked.</summary>
internal sealed class ServerWarnings(WarningService.WarningServiceClient client)
{
    private const int PageSize = 1_000;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>The revision of every warning of some borrowers, open or remembered, by warning.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RevisionsAsync(IEnumerable<string> borrowers)
    {
        var revisions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var borrower in borrowers)
        {
            foreach (var warning in await WarningsAsync(borrower)) revisions[warning.Id] = warning.Revision;
        }

        return revisions;
    }

    /// <summary>The borrowers with an open warning of an indicator at a level or above.</summary>
    public async Task<IReadOnlySet<string>> BorrowersAtAsync(string indicator, WarningLevel level)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var request = new ListWarningsRequest
        {
            PageSize = PageSize,
            Filter = new WarningFilter { MinimumLevel = level },
        };
        do
        {
            var page = await client.ListWarningsAsync(request).ResponseAsync.WaitAsync(_limit);
            found.UnionWith(page.Warnings.Where(one => one.Indicator == indicator).Select(one => one.BorrowerId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return found;
    }

    // A borrower that was never fed is unknown to the server and has no warnings.
    private async Task<IEnumerable<Warning>> WarningsAsync(string borrower)
    {
        try
        {
            var status = await client.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = borrower })
                .ResponseAsync.WaitAsync(_limit);
            return status.Warnings;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.NotFound)
        {
            return [];
        }
    }
}
