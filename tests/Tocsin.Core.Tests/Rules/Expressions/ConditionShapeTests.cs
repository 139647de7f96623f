using System.Linq.Expressions;
using CsCheck;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Tests.Rules.Equality;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>What is said to be safe shares its code with others: if it threw, they would be unknown with it.</summary>
public sealed class ConditionShapeTests
{
    private static readonly Gen<string> _calls = Gen.OneOf(
        "Fn.Div(v.n, v.m, 0.5) > v.n", "Fn.Max(v.n, v.m) > Fn.Min(v.n, 1.5)", "Fn.Exp(v.n) > Fn.Logistic(v.m)",
        "Fn.DaysBetween(v.d, v.e) > 30", "Fn.MonthsBetween(v.e, v.d) < 7", "v.d < v.e",
        "Math.Pow(v.n, v.m) > Math.Exp(v.n)", "Math.Log(v.n) > Math.Log10(v.m)", "Math.Sqrt(v.n) > Math.Truncate(v.m)",
        "Math.Ceiling(v.n) > Math.Round(v.m)", "v.n / v.m > 1", "v.n % v.m > 1", "v.i * v.j > v.i - v.j",
        "v.i > v.n", "-v.i > v.j", "tax.grade < \"B\"", "(v.n ?? 1.5) > v.m", "v.t.Trim().Contains(v.u.ToUpper())",
        "iif(v.n == null, v.f, v.m > 1)");

    private static readonly Gen<string> _conditions = Gen.OneOf(
        _calls, EqualityExpressions.Flag(3, []),
        Gen.Select(_calls, EqualityExpressions.Flag(2, []), (call, other) => $"{call} or ({other})"));

    private static readonly Gen<BorrowerProfile> _extremes = Gen.Select(
        Gen.OneOf(double.MaxValue, double.MinValue, double.Epsilon, 0, -0.0, 1, -1e300).Array[2],
        Gen.OneOf(9_007_199_254_740_991, -9_007_199_254_740_991, 0, -1, 1).Array[2],
        Gen.OneOf("", "A", "农业", " ", new string('农', 256)).Array[2],
        Gen.OneOf("0001-01-01", "9999-12-31", "2024-02-29").Array[2],
        (numbers, integers, texts, dates) => (numbers, integers, texts, dates))
        .Select(Gen.Bool.Array[11], (values, there) => SampleInputs.Profile(
            [.. new (string Name, object Value)[]
            {
                ("v.n", values.numbers[0]), ("v.m", values.numbers[1]),
                ("v.i", values.integers[0]), ("v.j", values.integers[1]),
                ("v.f", values.numbers[0] > 0), ("v.g", values.integers[0] > 0),
                ("v.t", values.texts[0]), ("v.u", values.texts[1]),
                ("v.d", values.dates[0]), ("v.e", values.dates[1]), ("tax.grade", "M"),
            }.Where((_, index) => there[index])]));

    [Fact]
    public void Of_ConditionSaidNotToThrow_ThrowsOnNoValues()
    {
        var (safe, all) = (0, 0);

        Gen.Select(_conditions, _extremes.Array[12]).Sample((text, profiles) =>
        {
            var tree = Trees.Read(text);
            var draft = ConditionDraft.Of(tree, new SlotReader());
            var code = draft.Code!;
            all++;
            if (code.Shape.CanThrow) return;
            safe++;
            var (plain, lifted) = (Compile<bool>(code.Plain), Compile<int>(code.Lifted));
            foreach (var profile in profiles)
            {
                lifted(profile.Numbers, profile.Texts, profile.Present);
                // Plain code runs where everything it reads is there.
                if (draft.Reads.All(profile.IsPresent))
                    plain(profile.Numbers, profile.Texts, profile.Present);
            }
        }, iter: 1_500, threads: 1);

        Assert.True(safe > all / 4 && safe < all, "The conditions are not varied.");
    }

    private static Func<double[], string[], ulong[], T> Compile<T>(Expression code) =>
        Expression.Lambda<Func<double[], string[], ulong[], T>>(code, SlotReader.Arguments)
            .Compile(preferInterpretation: true);
}
