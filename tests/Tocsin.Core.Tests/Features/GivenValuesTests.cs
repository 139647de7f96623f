using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class GivenValuesTests
{
    private static readonly FeatureView _view = new()
    {
        Name = "v",
        Features =
        [
            new() { View = "v", Name = "n", Type = FeatureType.Number },
            new() { View = "v", Name = "count", Type = FeatureType.Integer },
            new() { View = "v", Name = "flag", Type = FeatureType.Flag },
            new() { View = "v", Name = "text", Type = FeatureType.Text },
            new() { View = "v", Name = "day", Type = FeatureType.Date },
            new() { View = "v", Name = "absent", Type = FeatureType.Number },
        ],
    };

    private static readonly Dictionary<string, FeatureValue> _features = new()
    {
        ["v.n"] = FeatureValue.OfNumber(0.1 + 0.2),
        ["v.count"] = FeatureValue.OfInteger(7),
        ["v.flag"] = FeatureValue.OfFlag(true),
        ["v.text"] = FeatureValue.OfText("贸易"),
        ["v.day"] = FeatureValue.OfDate(new DateOnly(2026, 3, 5)),
        ["other.n"] = FeatureValue.OfNumber(1),
    };

    private readonly GivenValues _given = new(_view, _features);

    // An example is read as if a store had kept it: as its texts would be.
    [Fact]
    public void ValueOf_EachType_IsWhatItsTextIsReadAs()
    {
        var given = ViewValues.Of(new StoredView(SmallRules.Noon, _given));
        var stored = ViewValues.Of(new StoredView(SmallRules.Noon, new Dictionary<string, string>(_given)));
        for (var feature = 0; feature < _view.Features.Count; feature++)
        {
            Assert.Equal(stored.ValueOf(_view, feature), given.ValueOf(_view, feature));
            Assert.Equal(stored.ValueOf(_view.Features[feature]), given.ValueOf(_view.Features[feature]));
        }

        Assert.Equal(FeatureValue.OfNumber(0.1 + 0.2), given.ValueOf(_view, 0));
        Assert.Null(given.ValueOf(_view, 5));
    }

    // A number given to what is a text elsewhere is no empty text, nor a text a zero.
    [Fact]
    public void ValueOf_FeatureOfAnotherType_IsWhatItsTextIsReadAs()
    {
        var other = _view with
        {
            Features =
            [
                new() { View = "v", Name = "n", Type = FeatureType.Text },
                new() { View = "v", Name = "count", Type = FeatureType.Number },
                new() { View = "v", Name = "text", Type = FeatureType.Number },
            ],
        };
        var given = new GivenValues(other, _features);

        Assert.Equal(FeatureValue.OfText("0.30000000000000004"), given.ValueOf(other.Features[0]));
        Assert.Equal(FeatureValue.OfNumber(7), given.ValueOf(other.Features[1]));
        Assert.Null(given.ValueOf(other.Features[2]));
    }

    [Fact]
    public void Enumerated_OneView_IsItsValuesAsTexts()
    {
        Assert.Equal(["n", "count", "flag", "text", "day"], _given.Keys);
        Assert.Equal(["0.30000000000000004", "7", "true", "贸易", "2026-03-05"], _given.Values);
        Assert.Equal(5, _given.Count);
        Assert.Equal("7", _given["count"]);
        Assert.False(_given.ContainsKey("absent"));
        Assert.Throws<KeyNotFoundException>(() => _given["absent"]);
    }
}
