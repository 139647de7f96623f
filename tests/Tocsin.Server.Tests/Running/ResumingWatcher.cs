using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>A watcher made of bare calls: one call until it ends, and from the cursor the next.</summary>
internal sealed class ResumingWatcher(WatcherPlan plan, IReadOnlyList<Uri> addresses) : FleetWatcher(plan, addresses)
{
    /// <inheritdoc/>
    protected override async Task FollowAsync(WarningService.WarningServiceClient client, CancellationToken end)
    {
        var isFirst = true;
        var taken = 0;
        try
        {
            using var call = client.WatchWarnings(NextRequest(), cancellationToken: end);
            while (await call.ResponseStream.MoveNext(end))
            {
                if (isFirst && View.Cursor.Length > 0) CountResumed();
                isFirst = false;
                View.Take(call.ResponseStream.Current);
                if (call.ResponseStream.Current.Change is not null && ++taken == Plan.CutAfter) return;
            }
        }
        catch (RpcException ended) when (ended.StatusCode == StatusCode.ResourceExhausted)
        {
            CountTooSlow();
        }
        catch (RpcException ended) when (EndedCall.IsRefused(ended))
        {
            View.Note($"was told {EndedCall.Of(ended)}");
        }
        catch (RpcException)
        {
            // The server died, stopped or is not up again.
        }
    }

    private WatchWarningsRequest NextRequest()
    {
        var request = new WatchWarningsRequest { Filter = Plan.Filter };
        if (View.Cursor is { Length: > 0 } cursor)
        {
            request.FromCursor = cursor;
            return request;
        }

        View.Restart();
        if (Plan.IsLate) request.FromSnapshot = new WatchWarningsRequest.Types.FromSnapshot();
        else request.FromNow = new WatchWarningsRequest.Types.FromNow();
        return request;
    }
}
