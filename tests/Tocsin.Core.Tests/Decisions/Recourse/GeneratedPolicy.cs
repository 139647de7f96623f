using System.Globalization;
using System.Text;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>
/// A small rule set made up from a seed: three to five features of every kind, knock-outs, a scorecard whose bins read
/// one feature, two, or the amount, stages after it, and features
/// that move others.
/// </summary>
internal sealed class GeneratedPolicy
{
    private const string Reasons = """
        {"reasons":[
          {"code":"K01","kind":"knock_out","audience":"owner","text":{"zh":"一","en":"Knock-out."}},
          {"code":"S01","kind":"score","audience":"owner","text":{"zh":"二","en":"Score."}},
          {"code":"U01","kind":"unknown","audience":"owner","text":{"zh":"三","en":"Unknown."}},
          {"code":"L01","kind":"limit","audience":"owner","text":{"zh":"五","en":"Limit."}},
          {"code":"P01","kind":"policy","audience":"owner","text":{"zh":"四","en":"Risk."}}]}
        """;

    private const string Scale = """
        {"name":"four","grades":[
          {"grade":"A","pd_up_to":0.02,"pd":0.015},{"grade":"B","pd_up_to":0.05,"pd":0.04},
          {"grade":"C","pd_up_to":0.1,"pd":0.08},{"grade":"D","pd":0.3}]}
        """;

    private readonly Random _random;
    private readonly int _seed;
    private readonly bool _costsMore;

    /// <summary>Makes one up.</summary>
    /// <param name="seed">What decides about everything in it.</param>
    /// <param name="costsMore">True to raise the cost of each step of the first feature that has one.</param>
    public GeneratedPolicy(int seed, bool costsMore = false)
    {
        _random = new Random(seed);
        _seed = seed;
        _costsMore = costsMore;
        Features = [.. Enumerable.Range(0, _random.Next(3, 6)).Select(Feature)];
        Link();
        Rules = SmallRules.Read(
            ("features.json", $$"""
                {"time_zone":"Asia/Shanghai","views":[{"name":"v","accept_from":["feed"],"stale":"10d","features":[
                {{string.Join(",\n", Features.Select(feature => feature.Json))}}]}]}
                """),
            ("reasons.json", Reasons),
            ("workflows/knock_outs.json", KnockOuts()), ("workflows/card.json", Card()),
            ("workflows/caps.json", Caps()), ("workflows/price.json", Price()),
            ("workflows/events.json", Events()), ("workflows/conditions.json", Conditions()),
            ("rating_scales/four.json", Scale), ("policies/loan.json", Loan()));
        Policy = Rules.Policies["loan"];
    }

    public RuleSet Rules { get; }

    public DecisionPolicy Policy { get; }

    public IReadOnlyList<GeneratedFeature> Features { get; private set; }

    /// <summary>A borrower made up from a seed; now and then a value is missing.</summary>
    public BorrowerProfile Borrower(int seed)
    {
        var random = new Random(seed);
        var profile = new BorrowerProfile(Rules.Layout, SmallRules.Noon);
        foreach (var feature in Features)
        {
            if (random.Next(25) > 0) profile.Set(feature.Name, feature.Draw(random));
        }

        new DecisionRequest(ApplicationKind.New, random.Next(1, 11) * 100).WriteTo(profile);
        return profile;
    }

    private GeneratedFeature Feature(int number)
    {
        var feature = new GeneratedFeature
        {
            Name = $"v.f{number}",
            Kind = (GeneratedKind)_random.Next(5),
            Direction = _random.Next(2) * 2 - 1,
            Step = _random.Next(1, 3),
            Reach = _random.Next(3, 9),
            Days = _random.Next(1, 4) * 15,
            Cost = _random.Next(1, 6) * 500,
        };
        return _costsMore && number == 0 ? feature with { Cost = feature.Cost + 700 } : feature;
    }

    // A number moves another, later one, so that there are no cycles.
    private void Link()
    {
        var numbers = Features.Where(feature => feature.Kind == GeneratedKind.Number).ToList();
        if (numbers.Count < 2 || _random.Next(3) == 0) return;
        var linked = numbers[0] with { Moves = numbers[1].Name, By = _random.Next(2) == 0 ? 0.5 : -1 };
        Features = [.. Features.Select(feature => feature.Name == linked.Name ? linked : feature)];
    }

    private string KnockOuts()
    {
        var rules = Enumerable.Range(0, _random.Next(1, 3)).Select(i => $$"""
            {"RuleName":"k{{i}}","Expression":{{Quoted(Condition(2 - i))}},
             "Properties":{"tocsin":{"reason":"K01","when_unknown":"{{Word("refer", "decline")}}"} } }
            """);
        return $$"""{"WorkflowName":"knock_outs","Rules":[{{string.Join(",", rules)}}]}""";
    }

    // Some stages read the score, one of them such that more points are worse.
    private string Caps()
    {
        var amount = _random.Next(5) switch
        {
            0 => "decision.pd <= 0.02 ? 1000.0 : 500.0",
            1 => $"decision.score > {_random.Next(60, 100)} ? 300.0 : 900.0",
            2 when Numbers() is [var first, ..] => $"decision.grade == \"A\" ? 1000.0 : {first} * 1000",
            _ => Numbers() is [var first, ..] ? $"{first} * 1500" : "600.0",
        };
        return Workflow("caps", Condition(0), amount, "\"reason\":\"L01\"");
    }

    private string Price() => Workflow("price", Condition(0), "decision.pd * 0.45", "\"component\":\"loss\"");

    private string Events() => Workflow("events", Condition(0), null, "\"notches\":1,\"reason\":\"P01\"");

    private string Conditions() => Workflow(
        "conditions", _random.Next(2) == 0 ? Condition(1) : $"decision.annual_rate > 0.01 and {Condition(0)}", null,
        "\"condition\":\"C01\",\"title\":{\"zh\":\"条\",\"en\":\"Condition.\"}");

    private static string Workflow(string name, string condition, string? output, string tocsin)
    {
        var actions = output is null ? "" : $$"""
            "Actions":{"OnSuccess":{"Name":"OutputExpression","Context":{"Expression":{{Quoted(output)}} } } },
            """;
        return $$"""
            {"WorkflowName":"{{name}}","Rules":[{"RuleName":"{{name}}_1","Expression":{{Quoted(condition)}},{{actions}}
             "Properties":{"tocsin":{ {{tocsin}} } } }]}
            """;
    }

    private string Loan()
    {
        var stages = new StringBuilder();
        // Every other policy has the scorecard alone: stages that read the score leave less to be known beforehand.
        var has = _seed % 2 == 0;
        var isCapped = has && _random.Next(2) == 0;
        if (has && _random.Next(3) == 0)
            stages.Append("\"grading\":{\"events\":{\"workflow\":\"events\",\"at_most\":2}},");
        if (has && _random.Next(2) == 0)
            stages.Append("\"price\":{\"components\":\"price\"},\"conditions\":\"conditions\",");
        var step = _random.Next(2) == 0 ? ",\"step\":50" : "";
        // Without a step nothing smaller can be offered.
        var exceeded = step.Length == 0 ? ",\"when_exceeded\":\"decline\"" : "";
        if (isCapped) stages.Append("\"limit\":{\"caps\":\"caps\"").Append(exceeded).Append("},");
        return $$"""
            {"product":"loan","currency":"CNY","amount":{"min":100,"max":1000{{step}} },"knock_outs":"knock_outs",
             "scorecard":{"workflow":"card","base_score":{{_random.Next(10, 60)}},"base_odds":19,
               "points_to_double_odds":20},{{stages}}
             "rating_scale":"four","outcome":{"approve_up_to_pd":0.05,"refer_up_to_pd":0.2,"pd_reason":"P01"},
             "unknown_reasons":{"missing":"U01","stale":"U01","no_score":"U01"} }
            """;
    }

    private string Condition(int depth)
    {
        var feature = Any();
        if (depth > 0)
        {
            var join = _random.Next(2) == 0 ? "and" : "or";
            var other = _random.Next(4) == 0 ? $"!({Condition(depth - 1)})" : Condition(depth - 1);
            return $"({feature.Condition(_random)} {join} {other})";
        }

        return Numbers() is [var first, var second] && _random.Next(4) == 0
            ? $"{first} + {second} > {Text(_random.Next(8, 30) * 0.05)}" : feature.Condition(_random);
    }

    private string Card()
    {
        var values = Features.Select(feature => feature.Name).Where(_ => _random.Next(4) > 0).ToList();
        var bins = values.Select(value => Features.First(feature => feature.Name == value).Bins(_random)).ToList();
        if (Numbers() is [var first, var second])
        {
            values.Add($"{first} * 2 + {second}");
            bins.Add(GeneratedFeature.NumberBins(_random, 0.1, 1));
        }

        values.Add($"request.amount / 1000.0");
        bins.Add(GeneratedFeature.NumberBins(_random, 0.05, -1));
        var rules = values.Select((value, i) => $$"""
            {"RuleName":"c{{i}}","Expression":"true","Properties":{"tocsin":{"value":{{Quoted(value)}},"reason":"S01",
             "bins":[{{bins[i]}}],"missing":{"points":0} } } }
            """);
        return $$"""{"WorkflowName":"card","Rules":[{{string.Join(",", rules)}}]}""";
    }

    private string Word(string one, string other) => _random.Next(2) == 0 ? one : other;

    private GeneratedFeature Any() => Features[_random.Next(Features.Count)];

    private string[] Numbers() => [.. Features.Where(feature => feature.Kind == GeneratedKind.Number)
        .Select(feature => feature.Name).Take(2)];

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Text(double number) => Math.Round(number, 4).ToString(CultureInfo.InvariantCulture);
}
