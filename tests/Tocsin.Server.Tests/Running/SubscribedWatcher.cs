using Grpc.Core;
using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>A watcher made of the client library's subscription, which reconnects and resumes by itself.</summary>
internal sealed class SubscribedWatcher(WatcherPlan plan, IReadOnlyList<Uri> addresses) : FleetWatcher(plan, addresses)
{
    private const int MostFailures = 3;

    /// <inheritdoc/>
    protected override async Task FollowAsync(WarningService.WarningServiceClient client, CancellationToken end)
    {
        var taken = 0;
        var isOnCursor = View.Cursor.Length > 0;
        try
        {
            await foreach (var message in Subscribe(client, () => isOnCursor = true).WithCancellation(end))
            {
                if (isOnCursor) CountResumed();
                isOnCursor = false;
                View.Take(message);
                if (message.Change is not null && ++taken == Plan.CutAfter) return;
            }
        }
        catch (RpcException ended) when (EndedCall.IsRefused(ended))
        {
            View.Note($"was told {EndedCall.Of(ended)}");
        }
        catch (RpcException)
        {
            // It has tried several times; the next address, or the same once more.
        }
    }

    private WarningSubscription Subscribe(WarningService.WarningServiceClient client, Action resumes)
    {
        var start = Plan.IsLate ? SubscriptionStart.Snapshot : SubscriptionStart.Now;
        if (View.Cursor.Length > 0) start = SubscriptionStart.After(View.Cursor);
        else View.Restart();
        return new WarningSubscription(client, RealClock.Instance, new WarningSubscriptionOptions
        {
            Filter = Plan.Filter,
            Start = start,
            RestartFromSnapshot = false,
            FirstDelay = TimeSpan.FromMilliseconds(20),
            MaximumDelay = TimeSpan.FromMilliseconds(100),
            MaximumFailures = MostFailures,
            OnNotice = notice => Hear(notice, resumes),
        });
    }

    private void Hear(SubscriptionNotice notice, Action resumes)
    {
        if (notice.Kind != SubscriptionNoticeKind.Interrupted) View.Restart();
        else if (View.Cursor.Length > 0) resumes();
        if (notice.Error.Code == StatusCode.ResourceExhausted) CountTooSlow();
        if (notice.Error.Reason == "LOG_BROKEN") View.Note("was told LOG_BROKEN");
    }
}
