using Grpc.Net.Client;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Client.Tests;

/// <summary>A subscription to a scripted server, with a clock that skips its waits.</summary>
internal sealed class SubscriptionFixture : IDisposable
{
    private readonly GrpcChannel _channel;

    public SubscriptionFixture(
        Uri address, SubscriptionStart start = default, bool restart = true, int? maximumFailures = null,
        int? maximumHandlerFailures = null)
    {
        _channel = TocsinChannel.Create(address);
        var options = new WarningSubscriptionOptions
        {
            Start = start,
            RestartFromSnapshot = restart,
            MaximumFailures = maximumFailures,
            MaximumHandlerFailures = maximumHandlerFailures,
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

    /// <summary>Handles messages up to one; some of them fail so many times first.</summary>
    public async Task<List<string>> HandleAsync(string until, Dictionary<string, int> failures)
    {
        var handled = new List<string>();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        try
        {
            await Subscription.RunAsync(async (message, _) =>
            {
                var text = Scripts.Describe(message);
                handled.Add(text);
                if (failures.GetValueOrDefault(text) is var left and > 0)
                {
                    failures[text] = left - 1;
                    throw new InvalidDataException($"no room for {text}");
                }

                if (text == until) await done.CancelAsync();
            }, done.Token);
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The last one was handled.
        }

        return handled;
    }

    public void Dispose() => _channel.Dispose();
}
