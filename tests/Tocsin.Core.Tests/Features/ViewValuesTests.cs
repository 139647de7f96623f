using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class ViewValuesTests
{
    private static readonly FeatureDefinition _count =
        new() { View = "v", Name = "count", Type = FeatureType.Integer };

    [Fact]
    public void ValueOf_StoredText_IsReadAsItsType()
    {
        var values = ViewValues.Of(new StoredView(SmallRules.Noon, new Dictionary<string, string>
        {
            ["count"] = "7",
            ["other"] = "x",
        }));

        Assert.Equal(FeatureValue.OfInteger(7), values.ValueOf(_count));
        Assert.Null(values.ValueOf(_count with { Name = "other" }));
        Assert.Null(values.ValueOf(_count with { Name = "absent" }));
        Assert.True(values.HasAny);
    }

    [Fact]
    public void ValueOf_CarriedLabel_DoesNotCount()
    {
        var values = ViewValues.Of(new FeatureViewUpdate(
            "v", SmallRules.Noon, new Dictionary<string, FeatureValue> { ["count"] = FeatureValue.OfInteger(7) }));

        Assert.Equal(FeatureValue.OfInteger(7), values.ValueOf(_count));
        Assert.Null(values.ValueOf(_count with { IsLabel = true }));
    }
}
