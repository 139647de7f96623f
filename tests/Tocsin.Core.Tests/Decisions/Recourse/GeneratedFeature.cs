using Tocsin.Core.Features;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>A feature of a <see cref="GeneratedPolicy"/>.</summary>
internal sealed record GeneratedFeature
{
    private static readonly string[] _texts = ["a", "b", "c", "d"];

    public required string Name { get; init; }

    public required GeneratedKind Kind { get; init; }

    public required int Direction { get; init; }

    /// <summary>In tenths of a number, else whole.</summary>
    public required int Step { get; init; }

    /// <summary>In steps of one, or in tenths of a number.</summary>
    public required int Reach { get; init; }

    /// <summary>The days of a step.</summary>
    public required int Days { get; init; }

    /// <summary>The cost of a step in thousandths.</summary>
    public required int Cost { get; init; }

    /// <summary>The number that moves with it; empty when none does.</summary>
    public string Moves { get; init; } = "";

    /// <summary>By how much.</summary>
    public double By { get; init; }

    /// <summary>The feature as the catalogue has it.</summary>
    public string Json => $$"""{"name":"{{Name[2..]}}","title":{"zh":"特","en":"F"},{{Body}}}""";

    private string Body
    {
        get
        {
            var change = Kind == GeneratedKind.Wait ? "wait" : "improve";
            var where = $"\"change\":\"{change}\",\"direction\":\"{(Direction > 0 ? "up" : "down")}\"";
            var effort = FormattableString.Invariant($"\"takes\":\"{Days}d\",\"cost\":{Cost / 1000.0}");
            var moves = Moves.Length == 0 ? "" : FormattableString.Invariant(
                $$""","moves":[{"feature":"{{Moves}}","by":{{By}}}]""");
            return Kind switch
            {
                GeneratedKind.Number => FormattableString.Invariant($$"""
                    "type":"number","min":0,"max":1,
                    "recourse":{{{where}},"step":{{Step / 10.0}},"reach":{{Reach / 10.0}},{{effort}}{{moves}}}
                    """),
                GeneratedKind.Integer => $$"""
                    "type":"integer","min":0,"max":10,
                    "recourse":{{{where}},"step":{{Step}},"reach":{{Reach}},{{effort}}}
                    """,
                GeneratedKind.Wait => $$"""
                    "type":"integer","min":0,"max":10,
                    "recourse":{{{where}},"step":{{Step}},"reach":{{Reach}},"takes":"{{Days}}d"}
                    """,
                GeneratedKind.Flag => $$"""
                    "type":"flag","recourse":{{{where}},{{effort}}}
                    """,
                _ => $$"""
                    "type":"text","order":["a","b","c","d"],"unordered":["m"],
                    "recourse":{{{where}},"step":{{Step}},"reach":{{Reach}},{{effort}}}
                    """,
            };
        }
    }

    /// <summary>A value of it.</summary>
    public FeatureValue Draw(Random random) => Kind switch
    {
        GeneratedKind.Number => FeatureValue.OfNumber(Math.Round(random.Next(0, 21) * 0.05, 2)),
        GeneratedKind.Integer or GeneratedKind.Wait => FeatureValue.OfInteger(random.Next(0, 11)),
        GeneratedKind.Flag => FeatureValue.OfFlag(random.Next(2) == 0),
        _ => FeatureValue.OfText(random.Next(8) == 0 ? "m" : _texts[random.Next(4)]),
    };

    /// <summary>A condition on it.</summary>
    public string Condition(Random random) => Kind switch
    {
        GeneratedKind.Number => FormattableString.Invariant(
            $"{Name} {Comparison(random)} {Math.Round(random.Next(3, 18) * 0.05, 2)}"),
        GeneratedKind.Integer or GeneratedKind.Wait => $"{Name} {Comparison(random)} {random.Next(1, 10)}",
        GeneratedKind.Flag => $"{Name} == {(random.Next(2) == 0 ? "true" : "false")}",
        _ => random.Next(2) == 0 ? $"{Name} {Comparison(random)} \"{_texts[random.Next(4)]}\""
            : $"{Name} == \"{_texts[random.Next(4)]}\"",
    };

    /// <summary>Bins over it.</summary>
    public string Bins(Random random) => Kind switch
    {
        GeneratedKind.Number => NumberBins(random, 0.05, Direction),
        GeneratedKind.Integer or GeneratedKind.Wait => NumberBins(random, 0.5, Direction),
        GeneratedKind.Flag => NumberBins(random, 0.05, Direction),
        // Now and then a text has no bin.
        _ => string.Join(",", _texts.Append("m").Where(_ => random.Next(12) > 0)
            .Select(text => $$"""{"in":["{{text}}"],"points":{{random.Next(0, 40)}}}""").DefaultIfEmpty(
                """{"in":["a"],"points":0}""")),
    };

    /// <summary>Bins over a number, as a rule with more points in a direction.</summary>
    public static string NumberBins(Random random, double unit, int direction)
    {
        var bounds = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 20)).Distinct().Order().ToList();
        var points = Enumerable.Range(0, bounds.Count + 1).Select(_ => random.Next(0, 40)).ToList();
        if (random.Next(4) > 0) points = [.. points.OrderBy(point => point * direction)];
        var bins = bounds.Select((bound, i) => FormattableString.Invariant(
            $$"""{"below":{{Math.Round(bound * unit, 4)}},"points":{{points[i]}}}"""));
        return string.Join(",", bins.Append($$"""{"points":{{points[^1]}}}"""));
    }

    // As a rule the side that the feature moves away from is the worse one.
    private string Comparison(Random random) => (random.Next(4) > 0, Direction > 0) switch
    {
        (true, true) => "<",
        (true, false) => ">",
        _ => random.Next(2) == 0 ? "<=" : ">=",
    };
}

/// <summary>The kinds of features.</summary>
internal enum GeneratedKind
{
    Number,
    Integer,
    Flag,
    Text,
    Wait,
}
