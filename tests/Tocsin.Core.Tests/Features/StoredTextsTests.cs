using System.Text;
using CsCheck;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

/// <summary>What is shared between borrowers is the same as if each had its own.</summary>
public sealed class StoredTextsTests
{
    private static readonly StoredTexts _texts = new();

    [Fact]
    public void Values_AnyNamesInAnyOrder_AreThoseOfADictionary() => Gen.Select(
        Gen.String[Gen.Char["abc.农"], 0, 12].Array[0, 20].Select(names => names.Distinct().ToArray()),
        Gen.String[Gen.Char["01-.Ａ农"], 0, 9].Array[20]).Sample(
        (names, texts) =>
        {
            var expected = names.Zip(texts).ToDictionary(pair => pair.First, pair => pair.Second);

            var values = Values([.. expected.Keys], [.. expected.Values]);

            Assert.Equal(expected, values);
            Assert.Equal(expected.Keys, values.Keys);
            Assert.Equal(expected.Values, values.Values);
            Assert.All(expected, pair => Assert.Equal(pair.Value, values[pair.Key]));
            Assert.False(values.ContainsKey("another"));
            Assert.Throws<KeyNotFoundException>(() => values["another"]);
        });

    [Fact]
    public void Name_MoreThanAreKept_IsStillEachItsOwn()
    {
        var names = Enumerable.Range(0, 20_000).Select(number => $"feature_{number}_cny").ToList();

        Assert.All([.. names, .. names], name => Assert.Equal(name, _texts.Name(Encoding.UTF8.GetBytes(name))));
    }

    [Fact]
    public void Name_MetAgain_IsTheSameText()
    {
        var texts = new StoredTexts();

        Assert.Same(texts.Name("debt_cny"u8), texts.Name("debt_cny"u8));
    }

    [Fact]
    public void Values_ReadByTwoCatalogues_AreEachCataloguesOwn()
    {
        var values = Assert.IsType<StoredValues>(Values(["b", "a"], ["2", "true"]));
        var first = View(("a", FeatureType.Flag), ("b", FeatureType.Integer), ("c", FeatureType.Text));
        var second = View(("c", FeatureType.Text), ("b", FeatureType.Text), ("a", FeatureType.Number));

        // Turn by turn, as while a set is replaced by another.
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(FeatureValue.OfFlag(true), values.ValueOf(first, 0));
            Assert.Equal(FeatureValue.OfInteger(2), values.ValueOf(first, 1));
            Assert.Null(values.ValueOf(first, 2));
            Assert.Null(values.ValueOf(second, 0));
            Assert.Equal(FeatureValue.OfText("2"), values.ValueOf(second, 1));
            Assert.Null(values.ValueOf(second, 2));
        }
    }

    private static IReadOnlyDictionary<string, string> Values(string[] names, string[] texts)
    {
        // Not from the first byte on, as where others stand before them.
        var utf8 = texts.Prepend("before").Select(Encoding.UTF8.GetBytes).ToList();
        var places = utf8.Select((text, at) => new TextPlace(utf8.Take(at).Sum(one => one.Length), text.Length));
        return _texts.Values(names, [.. places.Skip(1)], [.. utf8.SelectMany(text => text)]);
    }

    private static FeatureView View(params (string Name, FeatureType Type)[] features) => new()
    {
        Name = "bureau",
        Features = [.. features.Select(feature => new FeatureDefinition
        {
            View = "bureau", Name = feature.Name, Type = feature.Type,
        })],
    };
}
