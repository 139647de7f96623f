using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using Tocsin.Core.Rules;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

public sealed class RuleExchangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ActiveRuleSet _active = new();
    private readonly RuleSet _set;
    private readonly RuleArchive _archive;
    private readonly RuleExchange _exchange;

    public RuleExchangeTests()
    {
        _set = RuleSetReader.Read(RuleFolder.Read(new VersionedRules(_folder.At("rules")).Folder)).RuleSet!;
        _archive = new RuleArchive(_folder.At("data"));
        _exchange = new RuleExchange(
            _active, _archive, new ServerMetrics(Metrics.NewCustomRegistry()),
            NullLogger<RuleExchange>.Instance);
    }

    public void Dispose()
    {
        _exchange.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Conflict_StoreThatWasPutBack_SaysSo()
    {
        var third = new ActivatedRuleSet(_set, 3, DateTimeOffset.UnixEpoch);

        Assert.Empty(RuleExchange.Conflict(null, null));
        Assert.Empty(RuleExchange.Conflict(third with { Number = 0 }, null));
        Assert.Empty(RuleExchange.Conflict(third, Of(3, _set.Digest)));
        Assert.Empty(RuleExchange.Conflict(third, Of(4, new string('a', 64))));
        Assert.Contains("has no activation", RuleExchange.Conflict(third, null), StringComparison.Ordinal);
        Assert.Contains("restored", RuleExchange.Conflict(third, Of(2, _set.Digest)), StringComparison.Ordinal);
        Assert.Contains("restored", RuleExchange.Conflict(third, Of(3, new string('a', 64))), StringComparison.Ordinal);
    }

    [Fact]
    public void Exchange_LowerActivation_NeitherAnswersNorBecomesTheLastGoodOne()
    {
        _exchange.Exchange(_set, Of(3, _set.Digest), 0);

        _exchange.Exchange(_set, Of(2, _set.Digest), 0);

        Assert.Equal(3, _active.Current?.Number);
        Assert.Equal(3, _archive.ReadLastGood()?.Note.Activation);
    }

    private static Activation Of(long number, string digest) => new(number, digest, DateTimeOffset.UnixEpoch);
}
