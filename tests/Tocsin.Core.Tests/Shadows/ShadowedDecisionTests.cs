using Tocsin.Core.Features;
using Tocsin.Core.Tests.Decisions;
using Xunit;
using static Tocsin.Core.Tests.Shadows.ShadowCases;

namespace Tocsin.Core.Tests.Shadows;

public class ShadowedDecisionTests
{
    [Fact]
    public void EstimateBytes_StoredAndCarriedValues_CountsBothAndAllocatesNothing()
    {
        var live = Live(new SmallPolicy());
        var carried = live with
        {
            Views = [new FeatureViewUpdate("v", default, new Dictionary<string, FeatureValue>
            {
                ["a"] = FeatureValue.OfText(new string('x', 100)),
            })],
        };

        var (none, stored, all) =
            ((live with { Stored = null }).EstimateBytes(), live.EstimateBytes(), carried.EstimateBytes());

        Assert.True(none < stored);
        Assert.InRange(all - stored, 200, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) carried.EstimateBytes();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
