using CsCheck;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>Makes up conditions, and values for the inputs they read.</summary>
internal static class RandomTrees
{
    private static readonly Gen<string> _symbols = Gen.OneOf("<", "<=", ">", ">=", "==", "!=");
    private static readonly Gen<string> _equality = Gen.OneOf("==", "!=");

    /// <summary>Conditions that the engine reads over plain types, too.</summary>
    public static Gen<RandomTree> Plain { get; } = Flag(3, nullTests: false);

    /// <summary>Conditions that also test on null.</summary>
    public static Gen<RandomTree> WithNullTests { get; } = Flag(3, nullTests: true);

    /// <summary>A value for every input.</summary>
    public static Gen<Dictionary<string, object>> FullValues { get; } = Gen.Select(
        Gen.Select(Gen.Int[-6, 6], Gen.Int[-6, 6], (n, m) => (N: n * 0.5, M: m * 0.5)),
        Gen.Select(Gen.Long[-3, 3], Gen.Long[-3, 3]),
        Gen.Select(Gen.Bool, Gen.Bool),
        Gen.Select(Gen.OneOf("A", "B", "农业"), Gen.OneOf("A", "B", "农业")),
        (numbers, integers, flags, texts) => new Dictionary<string, object>
        {
            ["v.n"] = numbers.N,
            ["v.m"] = numbers.M,
            ["v.i"] = integers.Item1,
            ["v.j"] = integers.Item2,
            ["v.f"] = flags.Item1,
            ["v.g"] = flags.Item2,
            ["v.t"] = texts.Item1,
            ["v.u"] = texts.Item2,
        });

    /// <summary>Values for some inputs.</summary>
    public static Gen<Dictionary<string, object>> Values { get; } = Gen.Select(
        FullValues, Gen.Int[0, 255],
        (values, kept) => values.Where((_, index) => (kept & (1 << index)) != 0)
            .ToDictionary(pair => pair.Key, pair => pair.Value));

    private static Gen<RandomTree> Flag(int depth, bool nullTests)
    {
        var leaf = Gen.OneOf(RandomTree.Input("v.f"), RandomTree.Input("v.g"));
        var numbers = Number(Math.Max(depth - 1, 0), nullTests);
        var texts = Gen.OneOf(
            RandomTree.Input("v.t"), RandomTree.Input("v.u"), RandomTree.Upper("v.t"), RandomTree.Of("A"),
            RandomTree.Of("农业"));
        var ofNumbers = Gen.Select(_symbols, numbers, numbers, RandomTree.Compare);
        var ofTexts = Gen.Select(_equality, texts, texts, RandomTree.Compare);
        if (depth == 0) return Gen.OneOf<RandomTree>(leaf, ofNumbers, ofTexts);
        var inner = Flag(depth - 1, nullTests);
        var all = new List<Gen<RandomTree>>
        {
            leaf, ofNumbers, ofNumbers, ofTexts,
            inner.Select(RandomTree.Not),
            Gen.Select(inner, inner, RandomTree.And),
            Gen.Select(inner, inner, RandomTree.Or),
            Gen.Select(inner, inner, inner, RandomTree.Choice),
            Gen.Select(_equality, inner, inner, RandomTree.Compare),
        };
        if (nullTests)
        {
            all.Add(Gen.OneOf("v.n", "v.i", "v.f", "v.t").Select(RandomTree.IsNull));
            all.Add(Gen.OneOf("v.m", "v.j", "v.g").Select(RandomTree.HasValue));
            all.Add(inner.Select(other => RandomTree.OrElse("v.f", other)));
        }

        return Gen.OneOf<RandomTree>([.. all]);
    }

    private static Gen<RandomTree> Number(int depth, bool nullTests)
    {
        var leaf = Gen.OneOf(
            RandomTree.Input("v.n"), RandomTree.Input("v.m"), RandomTree.Input("v.i"), RandomTree.Input("v.j"),
            RandomTree.Of(2.5), RandomTree.Of(0.5), RandomTree.Of(3L), RandomTree.Of(1L));
        if (depth == 0) return leaf;
        var inner = Number(depth - 1, nullTests);
        var all = new List<Gen<RandomTree>>
        {
            leaf,
            Gen.Select(Gen.OneOf('+', '-', '*'), inner, inner, RandomTree.Compute),
            inner.Select(left => RandomTree.Compute('/', left, RandomTree.Of(2L))),
        };
        if (nullTests) all.Add(inner.Select(other => RandomTree.NumberOrElse("v.n", other)));
        return Gen.OneOf<RandomTree>([.. all]);
    }
}
