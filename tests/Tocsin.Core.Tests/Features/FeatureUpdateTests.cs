using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class FeatureUpdateTests
{
    [Fact]
    public void ContentDigest_OrderOfValues_DoesNotMatter() => Assert.Equal(
        Digest(("a", "1"), ("b", "2"), ("C", "3")), Digest(("C", "3"), ("b", "2"), ("a", "1")));

    [Theory]
    [InlineData("a", "2")]
    [InlineData("b", "1")]
    [InlineData("A", "1")]
    [InlineData("a", "")]
    public void ContentDigest_OtherContent_Differs(string name, string value) =>
        Assert.NotEqual(Digest(("a", "1")), Digest((name, value)));

    [Fact]
    public void ContentDigest_Empty_IsSixteenHexadecimalCharacters() => Assert.Matches("^[0-9a-f]{16}$", Digest());

    [Fact]
    public void ContentDigest_ObservedAt_IsNoContent() => Assert.Equal(
        Digest(("a", "1")), (Update(("a", "1")) with { ObservedAt = DateTimeOffset.UnixEpoch }).ContentDigest());

    private static string Digest(params (string, string)[] values) => Update(values).ContentDigest();

    private static FeatureViewUpdate Update(params (string Name, string Text)[] values) => new(
        "v", DateTimeOffset.MaxValue, values.ToDictionary(pair => pair.Name, pair => FeatureValue.OfText(pair.Text)));
}
