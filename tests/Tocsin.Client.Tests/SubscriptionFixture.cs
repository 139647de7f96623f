using Grpc.Net.Client;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Client.Tests;

/// <summary>A subscription to a scripted server, with a clock that skips its waits.</summary>
internal sealed class SubscriptionFixture : IDisposable
{
    private readonly GrpcChannel _channel;

    public SubscriptionFixture(
        Uri address, SubscriptionStart start = default, bool restart = true, int? maximumFailures = null)
    {
        _channel = TocsinChannel.Create(address);
        var options = new WarningSubscriptionOptions
        {
            Start = start,
            RestartFromSnapshot = restart,
            MaximumFailures = maximumFailures,
            Chance = () => 1,
            OnNotice = Notices.Add,
        };
        Subscription = new WarningSubscription(new WarningService.WarningServiceClient(_channel), Clock, options);
    }

    public SkippingClock Clock { get; } = new();

    public WarningSubscription Subscription { get; }

    public List<SubscriptionNotice> Notices { get; } = [];

    public IEnumerable<SubscriptionNoticeKind> NoticeKinds => Notices.Select(notice => notice.Kind);

    /// <summary>Reads messages until so many have been handled.</summary>
    public async Task<List<string>> ReadAsync(int count)
    {
        var read = new List<string>();
        await foreach (var message in Subscription.WithCancellation(TestContext.Current.CancellationToken))
        {
            read.Add(Scripts.Describe(message));
            if (read.Count == count) break;
        }

        return read;
    }

    public void Dispose() => _channel.Dispose();
}
