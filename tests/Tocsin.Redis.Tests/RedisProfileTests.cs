using System.Globalization;
using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;

namespace Tocsin.Redis.Tests;

/// <summary>What a person sees who looks at a borrower with redis-cli.</summary>
public sealed class RedisProfileTests(RedisServer server)
{
    [Fact]
    public async Task ApplyAsync_TwoViews_WritesAHashThatAPersonCanRead()
    {
        await using var place = new RedisPlace(server);
        var store = await place.OpenAsync();
        var wang = SampleBorrowers.Wang;
        var first = View(
            "bureau", Morning, ("debt_cny", FeatureValue.OfNumber(1.5)), ("gone", FeatureValue.OfFlag(true)));
        var second = View(
            "bureau", Morning.AddMicroseconds(7), ("debt_cny", FeatureValue.OfNumber(120000)),
            ("owner.name", FeatureValue.OfText("王")));
        var tax = View("tax", Morning, ("grade_since", FeatureValue.OfDate(new DateOnly(2025, 1, 31))));
        await store.Features.ApplyAsync([new(wang, [first])], RedisPlace.Cancellation);
        await store.Features.ApplyAsync([new(wang, [second, tax])], RedisPlace.Cancellation);

        var partition = wang.Partition(RedisPlace.Partitions);
        var hash = await (await place.LookAsync()).HashGetAllAsync(
            $"{place.Options.KeyPrefix}:{{{partition}}}:borrower:wang-noodles");

        string[] expected =
        [
            "@revision = 2",
            "bureau.debt_cny = 120000",
            "bureau.owner.name = 王",
            $"bureau@ = 2026-03-02T01:00:00.000007Z {second.ContentDigest()}",
            "tax.grade_since = 2025-01-31",
            $"tax@ = 2026-03-02T01:00:00.000000Z {tax.ContentDigest()}",
        ];
        Assert.Equal(expected, hash.Select(field => $"{field.Name} = {field.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ApplyAsync_MoreValuesThanOneCallTakes_KeepsThemAll()
    {
        await using var place = new RedisPlace(server);
        var store = await place.OpenAsync();
        var wang = SampleBorrowers.Wang;
        var many = Enumerable.Range(0, 9_000).ToDictionary(n => $"f{n}", n => FeatureValue.OfInteger(n));
        await store.Features.ApplyAsync([new(wang, [new("wide", Morning, many)])], RedisPlace.Cancellation);
        var wide = await store.Features.ReadAsync(wang, RedisPlace.Cancellation);

        await store.Features.ApplyAsync(
            [new(wang, [View("wide", Morning.AddDays(1), ("f1", FeatureValue.OfInteger(2)))])],
            RedisPlace.Cancellation);
        var narrow = await store.Features.ReadAsync(wang, RedisPlace.Cancellation);

        Assert.Equal(
            many.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToCanonicalText())),
            wide!.Views["wide"].Values.OrderBy(pair => int.Parse(pair.Value, CultureInfo.InvariantCulture)));
        Assert.Equal("2", Assert.Single(narrow!.Views["wide"].Values).Value);
    }
}
