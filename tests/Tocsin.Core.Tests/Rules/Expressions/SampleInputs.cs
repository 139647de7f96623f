using System.Linq.Expressions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>A small catalogue with features of every type, and short ways to compile and evaluate over it.</summary>
internal static class SampleInputs
{
    public static readonly DateTimeOffset AsOf = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public static InputLayout Layout { get; } = new(Catalogue());

    public static ExpressionScope Scope { get; } = new(
        Layout,
        new Dictionary<string, FeatureValue>
        {
            ["limit"] = FeatureValue.OfNumber(10),
            ["days"] = FeatureValue.OfInteger(7),
            ["on"] = FeatureValue.OfFlag(true),
            ["grade"] = FeatureValue.OfText("B"),
            ["start"] = FeatureValue.OfDate(new DateOnly(2026, 1, 1)),
        },
        new Dictionary<string, Expression>());

    public static Condition Compile(string text) => new ExpressionCompiler().CompileCondition(text, Scope);

    public static ValueExpression CompileValue(string text) => new ExpressionCompiler().CompileValue(text, Scope);

    public static RuleOutcome Evaluate(string text, params (string Name, object Value)[] values) =>
        Compile(text).Evaluate(Profile(values));

    public static FeatureValue? EvaluateValue(string text, params (string Name, object Value)[] values) =>
        CompileValue(text).Evaluate(Profile(values));

    /// <summary>What is wrong with a condition that must be refused.</summary>
    public static ExpressionProblem Refusal(string text) =>
        Xunit.Assert.Throws<ExpressionRefusedException>(() => Compile(text)).Problem;

    public static BorrowerProfile Profile(params (string Name, object Value)[] values)
    {
        var profile = new BorrowerProfile(Layout, AsOf);
        foreach (var (name, value) in values)
        {
            var slot = Layout.Find(name) ?? throw new ArgumentException($"There is no input '{name}'.");
            profile.Set(slot, Value(slot.Type, value));
        }

        return profile;
    }

    private static FeatureValue Value(FeatureType type, object value) => type switch
    {
        FeatureType.Number => FeatureValue.OfNumber(Convert.ToDouble(value, null)),
        FeatureType.Integer => FeatureValue.OfInteger(Convert.ToInt64(value, null)),
        FeatureType.Flag => FeatureValue.OfFlag((bool)value),
        FeatureType.Date => FeatureValue.OfDate(DateOnly.Parse((string)value, null)),
        _ => FeatureValue.OfText((string)value),
    };

    private static FeatureCatalogue Catalogue() => new("Asia/Shanghai",
    [
        View("v", Feature("v", "n"), Feature("v", "m"),
            Feature("v", "i", FeatureType.Integer), Feature("v", "j", FeatureType.Integer),
            Feature("v", "f", FeatureType.Flag), Feature("v", "g", FeatureType.Flag),
            Feature("v", "t", FeatureType.Text), Feature("v", "u", FeatureType.Text),
            Feature("v", "d", FeatureType.Date), Feature("v", "e", FeatureType.Date),
            Feature("v", "a.b.c"), Feature("v", "Mixed"), Feature("v", "mixed"), Feature("v", "年龄")),
        View("tax", Feature("tax", "grade", FeatureType.Text) with { Order = Grades() },
            Feature("tax", "old_grade", FeatureType.Text) with { Order = Grades() }),
        View("input1", Feature("input1", "Score")),
    ]);

    private static TextOrder Grades() => new(["D", "C", "B", "A"], ["M"]);

    private static FeatureView View(string name, params FeatureDefinition[] features) =>
        new() { Name = name, AcceptsFeed = true, Features = features };

    private static FeatureDefinition Feature(string view, string name, FeatureType type = FeatureType.Number) =>
        new() { View = view, Name = name, Type = type };
}
