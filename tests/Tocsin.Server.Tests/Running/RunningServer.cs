using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Running;

/// <summary>A server with an empty store and the shipped rules, for the tests of one class.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServerProcess? _process;

    public DecisionService.DecisionServiceClient Decisions => new(Process.Channel);

    public FeatureService.FeatureServiceClient Features => new(Process.Channel);

    public WarningService.WarningServiceClient Warnings => new(Process.Channel);

    public RuleSetService.RuleSetServiceClient RuleSets => new(Process.Channel);

    public JournalService.JournalServiceClient Journal => new(Process.Channel);

    internal ServerProcess Process => _process ?? throw new InvalidOperationException("The server was not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() =>
        // A search for recourse is bounded by the clock; on a busy machine it would be cut short.
        _process = await ServerProcess.StartReadyAsync(
            _folder.At("data"), "Samples:Enabled=false", "Decisions:RecourseMs=60000");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Checks that it still decides as it should, whatever was sent to it before.</summary>
    public async Task StillAnswersAsync()
    {
        var answer = await Decisions.DecideAsync(SampleRequests.SoundLoan());
        Assert.Equal(Outcome.Approve, answer.Outcome);
        Assert.False(answer.Degraded);
    }

    /// <summary>The server's clock, as its answers tell it.</summary>
    public async Task<DateTimeOffset> NowAsync()
    {
        Timestamp asOf = (await Decisions.DecideAsync(SampleRequests.SoundLoan())).AsOf;
        return asOf.ToDateTimeOffset();
    }
}
