using System.Text.Json.Nodes;
using CsCheck;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>Makes up workflows over the whole format, and inputs over the whole range of values.</summary>
internal static class EqualityGen
{
    private static readonly Gen<double> _double = Gen.OneOf(
        Gen.OneOf(0.0, 0.5, -0.5, 1.0, 2.5, 3.0, 1e-300, 1e300, -1e15, 0.1, 0.3, 123456.789),
        Gen.Int[-6, 6].Select(number => number * 0.5), Gen.Double[-1e6, 1e6]);

    // Beyond 2^53 no value of a catalogue is kept exactly, and none is accepted.
    private static readonly Gen<long> _long = Gen.OneOf(
        Gen.OneOf(0L, 0L, 1L, -1L, 2L, 9_007_199_254_740_991L, -9_007_199_254_740_991L), Gen.Long[-4, 4]);

    private static readonly Gen<string> _text = Gen.OneOf("", "A", "B", "AB", "农业", "a b", "\"quoted\"", "é<&>");

    /// <summary>A value for every input.</summary>
    public static Gen<EqualityInput> Input { get; } = Gen.Select(
        Gen.Select(_double, _double), Gen.Select(_long, _long), Gen.Select(Gen.Bool, Gen.Bool),
        Gen.Select(_text, _text), (numbers, integers, flags, texts) => new EqualityInput(
            numbers.Item1, numbers.Item2, integers.Item1, integers.Item2, flags.Item1, flags.Item2, texts.Item1,
            texts.Item2));

    /// <summary>
    /// Three workflows: <c>w</c> with global params, which may inject <c>x</c> and evaluate rules of <c>y</c>.
    /// </summary>
    public static Gen<JsonArray> Workflows { get; } = Gen.Select(
        Rules("w", 12, depth: 2), Rules("x", 4, depth: 1), Rules("y", 3, depth: 0), EqualityExpressions.Double(1),
        EqualityExpressions.SafeFlag, Gen.Bool, (own, injected, evaluated, global, flag, injects) =>
        {
            var workflow = new JsonObject
            {
                ["WorkflowName"] = "w",
                ["GlobalParams"] = new JsonArray(Param("gn", global), Param("gf", flag)),
                ["Rules"] = own,
            };
            if (injects) workflow["WorkflowsToInject"] = new JsonArray("x");
            return new JsonArray(
                workflow, new JsonObject { ["WorkflowName"] = "x", ["Rules"] = injected },
                new JsonObject { ["WorkflowName"] = "y", ["Rules"] = evaluated });
        });

    private static Gen<JsonArray> Rules(string prefix, int count, int depth)
    {
        var scoped = prefix == "w";
        var rules = Enumerable.Range(0, count).Select(index => Rule($"{prefix}{index}", scoped, depth)).ToList();
        // One by one, since a generator of arrays takes one generator for all members.
        return rules.Aggregate(
            Gen.Const(0).Select(_ => new JsonArray()),
            (all, one) => Gen.Select(all, one, (array, rule) =>
            {
                array.Add(rule);
                return array;
            }));
    }

    private static Gen<JsonObject> Rule(string name, bool scoped, int depth)
    {
        var leaf = Gen.Select(
            EqualityExpressions.Flag(3, scoped ? ["gf"] : []), EqualityExpressions.Double(1), Action(scoped),
            Action(scoped), Gen.Int[0, 15], Message(scoped), (expression, local, onHit, onMiss, parts, message) =>
            {
                var rule = Start(name, parts, message, onHit, onMiss);
                if ((parts & 8) != 0)
                {
                    rule["LocalParams"] = new JsonArray(Param($"l_{name}", local));
                    expression = $"({expression}) or l_{name} > 1";
                }

                rule["Expression"] = expression;
                return rule;
            });
        if (depth == 0) return leaf;
        var nested = Gen.Select(
            Rule(name + "a", scoped, depth - 1), Rule(name + "b", scoped, depth - 1), Rule(name + "c", scoped, 0),
            Gen.OneOf("And", "AndAlso", "Or", "OrElse"), Action(scoped), Gen.Int[0, 7], Message(scoped),
            (first, second, third, combination, onHit, parts, message) =>
            {
                var rule = Start(name, parts, message, onHit, null);
                rule["Operator"] = combination;
                rule["Rules"] = new JsonArray(first, second, third);
                return rule;
            });
        return Gen.OneOf<JsonObject>(leaf, leaf, nested);
    }

    private static JsonObject Start(string name, int parts, string message, JsonObject? onHit, JsonObject? onMiss)
    {
        var rule = new JsonObject { ["RuleName"] = name };
        // A workflow without an enabled rule, and one that evaluates a rule that is not, are refused.
        if (parts == 5 && !name.EndsWith('0') && name[0] != 'y') rule["Enabled"] = false;
        if ((parts & 1) != 0) rule["ErrorMessage"] = message;
        if ((parts & 2) != 0) rule["SuccessEvent"] = "event " + name;
        var actions = new JsonObject();
        if (onHit is not null) actions["OnSuccess"] = onHit;
        if (onMiss is not null) actions["OnFailure"] = onMiss;
        if (actions.Count > 0) rule["Actions"] = actions;
        return rule;
    }

    private static Gen<string> Message(bool scoped) => Gen.OneOf(
        "plain", "n is $(v.n), i is $(v.i)", "$(v.t)|$(v.u)", "f: $(v.f) $(v.nothing) $(nobody)",
        scoped ? "gn is $(gn), gf is $(gf)" : "$(v.g)");

    private static Gen<JsonObject?> Action(bool scoped)
    {
        var values = Gen.OneOf(
            EqualityExpressions.Double(2), EqualityExpressions.Flag(1, []), EqualityExpressions.Text,
            EqualityExpressions.Long(1), Gen.Const(scoped ? "gn + v.n" : "v.n"));
        var none = Gen.Const((JsonObject?)null);
        // Nodes belong to one parent, so that each is made anew.
        var output = values.Select(text => (JsonObject?)Context("OutputExpression", ("Expression", text)));
        var evaluation = Gen.Int[0, 2].Select(index => (JsonObject?)Context(
            "EvaluateRule", ("workflowName", "y"), ("ruleName", $"y{index}")));
        return scoped ? Gen.OneOf(none, none, output, evaluation) : Gen.OneOf(none, output);
    }

    private static JsonObject Context(string name, params (string Key, string Value)[] context)
    {
        var given = new JsonObject();
        foreach (var (key, value) in context) given[key] = value;
        return new JsonObject { ["Name"] = name, ["Context"] = given };
    }

    private static JsonObject Param(string name, string expression) =>
        new() { ["Name"] = name, ["Expression"] = expression };
}
