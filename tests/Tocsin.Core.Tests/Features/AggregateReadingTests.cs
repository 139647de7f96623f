using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Core.Tests.Features.SmallExposures;

namespace Tocsin.Core.Tests.Features;

public class AggregateReadingTests
{
    [Fact]
    public void Of_SumPastEveryNumber_IsUnknown()
    {
        var most = FeatureValue.OfNumber(double.MaxValue).ToCanonicalText();
        var stored = Stored(("loan[L-1]", 0, [("balance", most)]), ("loan[L-2]", 0, [("balance", most)]));
        var sum = Layout.Catalogue.FindFeature("all.balance")!.Aggregate!;

        var reading = AggregateReading.Of(sum, Read(stored), BorrowerExposures.Of(Layout.Catalogue, stored, []));

        Assert.Equal(new AggregateReading(null, false, SmallRules.Noon), reading);
    }
}
