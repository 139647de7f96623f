using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Journaling;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Tests.Shadows;
using Tocsin.Server.Warnings;
using Tocsin.Sqlite;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

public sealed class FeatureEndpointTests : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero));
    private readonly ServerMetrics _metrics = new(Metrics.NewCustomRegistry());
    private readonly WarningSettings _settings = new();
    private readonly SqliteStore _store;
    private readonly ReviewQueue _reviews;

    public FeatureEndpointTests()
    {
        _store = new SqliteStore(new SqliteStoreOptions { Folder = _folder.Path });
        _reviews = new ReviewQueue(_settings, _metrics);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task PutFeatures_WaitsForAReviewThatNobodyMakes_AnswersAtTheLimitThatItIsNotReviewed()
    {
        var answer = await PutAsync();
        // Nobody takes it from the queue, so that only the limit can end the wait.
        await Eventually.SoAsync(() => Task.FromResult(_metrics.ReviewQueue.Value == 1), "the review is asked for");
        Assert.False(answer.IsCompleted);

        await Eventually.SoAsync(() => AdvancedAsync(answer), "the limit ends the wait");

        Assert.False((await answer).Reviewed);
        Assert.Equal(1, (await answer).Revision);
    }

    [Fact]
    public async Task PutFeatures_WaitsForItsReview_AnswersWhenItIsMade()
    {
        var answer = await PutAsync();

        var request = Assert.Single(await _reviews.TakeAsync(1, default).AsTask().WaitAsync(_limit));
        request.Done.SetResult(ReviewOutcome.Changed);

        Assert.True((await answer.WaitAsync(_limit)).Reviewed);
    }

    [Fact]
    public async Task PutFeaturesStream_AnswersAreNotTaken_ReadsNoFurtherThanItsBound()
    {
        var endpoint = await EndpointAsync();
        var bulk = new BulkStreams(Enumerable.Range(0, 500).Select(
            i => FeatureUpdates.Frozen($"b-{i}", frozen: true)));

        // The first answer is let go only when as many updates were read as there is room for.
        var call = endpoint.PutFeaturesStream(bulk, bulk, new BareCallContext(default));
        await bulk.ReadAsync(FeatureEndpoint.ReadAhead + 2).WaitAsync(_limit);
        bulk.LetGo();
        await call.WaitAsync(_limit);

        // One beyond those that wait is being answered, one more is in the reader's hand.
        Assert.Equal(FeatureEndpoint.ReadAhead + 2, bulk.MostOutstanding);
        Assert.Equal(500, bulk.Answered);
    }

    // The wait may begin after the clock was moved; then it is moved again.
    private Task<bool> AdvancedAsync(Task answer)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(_settings.ReviewWaitMs));
        return Task.FromResult(answer.IsCompleted);
    }

    private async Task<Task<V1.PutFeaturesResponse>> PutAsync()
    {
        var endpoint = await EndpointAsync();
        var update = FeatureUpdates.Frozen("b-1", frozen: true);
        update.WaitForReview = true;
        return endpoint.PutFeatures(update, new BareCallContext(default));
    }

    private async Task<FeatureEndpoint> EndpointAsync()
    {
        await _store.OpenAsync(default);
        var rules = RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!;
        var active = new ActiveRuleSet();
        active.Activate(new ActivatedRuleSet(rules, 1, _clock.GetUtcNow()));
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var keeper = new StoreKeeper(_store, _metrics, _clock, lifetime, NullLogger<StoreKeeper>.Instance);
        var journals = new JournalWorker(
            _store, keeper, new JournalSettings { Mode = "off" }, _metrics, _clock, NullLogger<JournalWorker>.Instance);
        return new FeatureEndpoint(
            _store, new BorrowerDirectory(_store, keeper), active, new WarningMonitor(_store, active, _clock), _reviews,
            journals, IdleShadow.Of(_store, keeper, active, _folder.Path, _metrics, _clock), new FeatureSettings(),
            _settings, new FailureInterceptor(NullLogger<FailureInterceptor>.Instance), _metrics, _clock);
    }
}
