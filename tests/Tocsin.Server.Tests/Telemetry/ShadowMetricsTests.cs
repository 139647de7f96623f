using System.Globalization;
using Prometheus;
using Tocsin.Core.Decisions;
using Tocsin.Core.Shadows;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Shadows;
using Xunit;

namespace Tocsin.Server.Tests.Telemetry;

public sealed class ShadowMetricsTests
{
    private readonly ServerMetrics _server = new(Metrics.NewCustomRegistry());

    [Fact]
    public async Task Compared_MoreRulesThanAreToldApart_CountAsOther()
    {
        var metrics = new ShadowMetrics(_server);
        metrics.Started(() => 7);

        for (var i = 0; i < ShadowMetrics.MaximumRules + 3; i++)
            metrics.Compared(DecisionOutcome.Approve, Differing(i.ToString("D3", CultureInfo.InvariantCulture)));
        metrics.Compared(DecisionOutcome.Approve, Differing("000"));
        var page = await PageAsync();

        Assert.Contains("tocsin_shadow_differences_total{kind=\"knock_out\",rule=\"other\"} 3", page);
        Assert.Contains("tocsin_shadow_differences_total{kind=\"knock_out\",rule=\"000\"} 2", page);
        Assert.Equal(
            ShadowMetrics.MaximumRules + 1,
            page.Count(line => line.StartsWith("tocsin_shadow_differences_total{", StringComparison.Ordinal)));
        Assert.Contains("tocsin_shadow_queue 7", page);
    }

    [Fact]
    public async Task Started_AnotherCandidate_ForgetsTheRulesOfTheOneBefore()
    {
        var metrics = new ShadowMetrics(_server);
        metrics.Started(() => 0);
        metrics.Compared(DecisionOutcome.Approve, Differing("old"));

        metrics.Ended();
        metrics.Started(() => 0);
        metrics.Compared(DecisionOutcome.Approve, Differing("new"));
        var page = await PageAsync();

        Assert.DoesNotContain(page, line => line.Contains("\"old\"", StringComparison.Ordinal));
        Assert.Contains("tocsin_shadow_differences_total{kind=\"knock_out\",rule=\"new\"} 1", page);
        Assert.Contains("tocsin_shadow_decisions_total{result=\"differing\"} 2", page);
    }

    private static ShadowResult Differing(string rule) => new(
        ShadowedLoans.Sound(DateTimeOffset.UnixEpoch).Decision,
        new DecisionDifference(DifferenceKind.KnockOut, rule, "not hit", "hit"));

    private async Task<IReadOnlyList<string>> PageAsync()
    {
        using var page = new MemoryStream();
        await _server.Registry.CollectAndExportAsTextAsync(page);
        return System.Text.Encoding.UTF8.GetString(page.ToArray()).Split('\n');
    }
}
