using System.Globalization;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;

namespace Tocsin.Redis.Tests;

/// <summary>What one borrower was read with leaves nothing in the next.</summary>
public sealed class RedisProfileReaderTests(RedisServer server)
{
    private const int Readings = 400;

    private static readonly FeatureUpdate[] _updates =
    [
        new(BorrowerId.Parse("few"), [View("tax", Morning, ("grade", FeatureValue.OfText("农")))]),
        new(BorrowerId.Parse("none"), [View("tax", Morning)]),
        new(BorrowerId.Parse("ordinary"), [Wide("bureau", 40, 1), Wide("tax", 40, 2), View("judicial", Morning)]),
        new(BorrowerId.Parse("otherwise"), [Wide("tax", 40, 3), Wide("bureau", 39, 4)]),
        new(BorrowerId.Parse("lent"), [Wide("loan[LN.1]", 9, 5), Wide("bureau", 40, 6), Wide("loan[LN-2]", 9, 7)]),
        new(BorrowerId.Parse("many"), [.. Enumerable.Range(0, 60).Select(view => Wide($"v{view}", 100, view))]),
        new(BorrowerId.Parse("long"), [View("tax", Morning, ("name", FeatureValue.OfText(new string('农', 200))))]),
    ];

    [Fact]
    public async Task ReadAsync_BorrowersOfAllShapesAtOnce_EachIsAsItWasWritten()
    {
        await using var place = new RedisPlace(server);
        var store = await place.OpenAsync();
        await store.Features.ApplyAsync(_updates, RedisPlace.Cancellation);

        var asked = Enumerable.Range(0, Readings).Select(number => _updates[number * 5 % _updates.Length]).ToList();
        var read = await Task.WhenAll(
            asked.Select(update => store.Features.ReadAsync(update.Borrower, RedisPlace.Cancellation).AsTask()));

        Assert.All(asked.Zip(read), pair => Assert.Equal(Texts(pair.First), Texts(pair.Second!)));
    }

    private static FeatureViewUpdate Wide(string name, int values, int seed) => new(
        name, Morning.AddMinutes(seed),
        Enumerable.Range(0, values).ToDictionary(n => $"f{n}", n => FeatureValue.OfInteger(n * seed)));

    private static SortedDictionary<string, string> Texts(FeatureUpdate update) => Texts(update.Views.Select(view => (
        view.Key, view.ObservedAt, view.Values.Select(pair => (pair.Key, pair.Value.ToCanonicalText())))));

    private static SortedDictionary<string, string> Texts(StoredProfile profile) => Texts(profile.Views.Select(view => (
        view.Key, view.Value.ObservedAt, view.Value.Values.Select(pair => (pair.Key, pair.Value)))));

    private static SortedDictionary<string, string> Texts(
        IEnumerable<(string Key, DateTimeOffset ObservedAt, IEnumerable<(string Name, string Text)> Values)> views)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, observedAt, values) in views)
        {
            texts.Add(key, observedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            foreach (var (name, text) in values) texts.Add($"{key}.{name}", text);
        }

        return texts;
    }
}
