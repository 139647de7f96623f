using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;
using Tocsin.Conformance.Reviews;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings.Reporting;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Warnings;
using Tocsin.Sqlite;
using Xunit;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Server.Tests.Warnings;

public sealed class WarningReportsTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SqliteStore _sqlite;
    private readonly GatedStore _store;
    private readonly StoreKeeper _keeper;
    private readonly WarningReports _reports;

    public WarningReportsTests()
    {
        _sqlite = new SqliteStore(new SqliteStoreOptions { Folder = _folder.Path });
        _store = new GatedStore(_sqlite);
        _keeper = new StoreKeeper(
            _store, new ServerMetrics(Metrics.NewCustomRegistry()), new FakeTimeProvider(Noon),
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<StoreKeeper>.Instance);
        _reports = new WarningReports(new BorrowerDirectory(_store, _keeper));
    }

    public async ValueTask InitializeAsync()
    {
        await _keeper.StartAsync(_stop.Token);
        await _keeper.Opened.WaitAsync(_limit);
        await _sqlite.Warnings.CommitAsync(Raise(BorrowerId.Parse("wang")), default);
        await _sqlite.Warnings.CommitAsync(Raise(BorrowerId.Parse("li")), default);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeper.StopAsync(default);
        await _sqlite.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TryMakeAsync_WhileAnotherIsMade_IsRefusedUntilThatIsDone()
    {
        _store.Gate = new TaskCompletionSource();
        var first = MakeAsync(WarningFilter.Everything);

        Assert.Null(await MakeAsync(WarningFilter.Everything).WaitAsync(_limit));
        _store.Gate.SetResult();

        Assert.Equal(2, (await first.WaitAsync(_limit))!.Borrowers);
        Assert.NotNull(await MakeAsync(WarningFilter.Everything).WaitAsync(_limit));
    }

    [Fact]
    public async Task TryMakeAsync_Cancelled_LeavesThePlaceToTheNext()
    {
        using var leaving = new CancellationTokenSource();
        _store.Gate = new TaskCompletionSource();
        var first = MakeAsync(WarningFilter.Everything, leaving.Token);
        await leaving.CancelAsync();
        _store.Gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(_limit));
        Assert.NotNull(await MakeAsync(WarningFilter.Everything).WaitAsync(_limit));
    }

    [Fact]
    public async Task TryMakeAsync_OtherLabels_LeavesBorrowersOut()
    {
        var here = new WarningFilter { Labels = Labels };
        var elsewhere = new WarningFilter { Labels = new Dictionary<string, string> { ["branch"] = "elsewhere" } };

        Assert.Equal(2, (await MakeAsync(here))!.Borrowers);
        Assert.Equal(0, (await MakeAsync(elsewhere))!.Borrowers);
    }

    private Task<WarningReport?> MakeAsync(WarningFilter filter, CancellationToken cancellation = default) =>
        _reports.TryMakeAsync(
            new ReportPeriod(Noon.AddDays(-1), Noon.AddDays(1), TimeZoneInfo.Utc, 365), filter, cancellation);

    private sealed class GatedStore(IStore inner) : StoreDecorator(inner)
    {
        public TaskCompletionSource? Gate { get; set; }

        protected override async ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call)
        {
            if (Gate is { } gate) await gate.Task;
            return await call();
        }
    }
}
