using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A folder with a set of 200 rules of which every version says its number in each part of an answer: in the points, in
/// the limit and in the rate. An answer that mixed two versions would contradict itself.
/// </summary>
internal sealed class VersionedRules
{
    /// <summary>The rules of a set.</summary>
    public const int Rules = 200;

    // A characteristic, a cap and a component of the rate; the others are knock-outs that nobody meets.
    private const int KnockOuts = Rules - 3;
    private const int Features = 20;
    private const int FirstPoints = 100;
    private const double FirstLimit = 100_000;
    private const double FirstRate = 0.03;

    private static readonly (string Path, string Text)[] _same =
    [
        ("ruleset.json", """{"name":"versioned","owner":"tests","revision":"1"}"""),
        ("parameters.json", """{"parameters":[]}"""),
        ("calendar.json",
            """{"zone":"Asia/Shanghai","business_hours":{"from":"09:00","to":"17:00"},"years":[]}"""),
        ("warnings.json", """{"workflows":[],"families":[]}"""),
        ("rating_scales/one.json", """{"name":"one","grades":[{"grade":"A","pd_up_to":0.5},{"grade":"B"}]}"""),
        ("features.json", $$"""
            {"time_zone":"Asia/Shanghai","views":[{"name":"firm","accept_from":["feed","request"],"stale":"10d",
              "features":[{{Join(Features, i => $$"""{"name":"f{{i}}","type":"integer"}""")}}]}]}
            """),
        ("reasons.json", $$"""
            {"reasons":[{{string.Join(',', new[] { "K01", "S01", "L01", "P01", "U01" }.Select(code =>
                $$"""{"code":"{{code}}","audience":"owner","text":{"zh":"一","en":"One."} }"""))}}]}
            """),
        ("policies/loan.json", """
            {"product":"loan","currency":"CNY","amount":{"min":10000,"max":50000000,"step":1000},
             "knock_outs":"knock_outs",
             "scorecard":{"workflow":"card","base_score":100,"base_odds":50,"points_to_double_odds":2000},
             "rating_scale":"one","outcome":{"approve_up_to_pd":0.5,"pd_reason":"P01"},
             "limit":{"caps":"caps"},"price":{"components":"price","repayment":"monthly"},
             "unknown_reasons":{"missing":"U01","stale":"U01","no_score":"U01"}}
            """),
        ("examples/loan.json", $$"""
            {"product":"loan","as_of":"2026-06-30T08:00:00Z",
             "base":{"request":{"amount":50000,"term_months":12},
              "features":{ {{Join(Features, i => $"\"firm.f{i}\":0")}} } },
             "examples":[{"name":"sound","expect":{"outcome":"approve"} },
              {"name":"beyond","change":{"firm.f0":100000},"expect":{"outcome":"decline"} }]}
            """),
    ];

    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);

    /// <summary>Makes the folder with version 0.</summary>
    public VersionedRules(string folder)
    {
        Folder = folder;
        foreach (var (path, text) in _same)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        Directory.CreateDirectory(Path.Combine(folder, "workflows"));
        Write(0);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>An application that every version approves.</summary>
    public static DecideRequest Request { get; } = new()
    {
        BorrowerId = "versioned",
        Product = "loan",
        Amount = new Google.Type.Money { CurrencyCode = "CNY", Units = 50_000 },
        TermMonths = 12,
        Views =
        {
            FeatureUpdates.View("firm", [.. Enumerable.Range(0, Features).Select(i =>
                ($"f{i}", FeatureUpdates.Whole(0)))]),
        },
    };

    /// <summary>Writes a version, and gives its digest.</summary>
    public string Write(int version)
    {
        var rate = (FirstRate + (version / 1e6)).ToString("f6", CultureInfo.InvariantCulture);
        var limit = (FirstLimit + (version * 1_000.0)).ToString("f1", CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(Folder, "workflows", "all.json"), $$"""
            [{"WorkflowName":"knock_outs","Rules":[{{Join(KnockOuts, KnockOut)}}]},
             {"WorkflowName":"card","Rules":[{"RuleName":"all","Expression":"true","Properties":{"tocsin":{
               "value":"firm.f0","reason":"S01","bins":[{"points":{{FirstPoints + version}} }],
               "missing":{"points":{{FirstPoints + version}} } } } }]},
             {"WorkflowName":"caps","Rules":[{"RuleName":"all","Expression":"true","Actions":{"OnSuccess":{
               "Name":"OutputExpression","Context":{"Expression":"{{limit}}"} } },
               "Properties":{"tocsin":{"reason":"L01"} } }]},
             {"WorkflowName":"price","Rules":[{"RuleName":"all","Expression":"true","Actions":{"OnSuccess":{
               "Name":"OutputExpression","Context":{"Expression":"{{rate}}"} } },
               "Properties":{"tocsin":{"component":"funding","base":true} } }]}]
            """);
        var digest = Core.Rules.RuleFolder.Read(Folder).Digest;
        lock (_versions) _versions[digest] = version;
        return digest;
    }

    /// <summary>What is wrong with an answer; null when one version gave all of it.</summary>
    public string? FaultOf(DecideResponse answer)
    {
        int version;
        lock (_versions)
        {
            if (!_versions.TryGetValue(answer.RuleSet.Digest, out version))
                return $"activation {answer.RuleSet.Activation} answered with a digest that nobody published";
        }

        var wanted = (Outcome.Approve, FirstPoints + version, FirstLimit + (version * 1_000.0), version);
        var given = (answer.Outcome, answer.Score?.Points ?? 0, (double)(answer.Limit?.Granted?.Units ?? 0),
            (int)Math.Round(((answer.Offer?.BaseRate ?? 0) - FirstRate) * 1e6));
        return given == wanted ? null : $"version {version} answered {given} instead of {wanted}";
    }

    private static string KnockOut(int number) => $$"""
        {"RuleName":"k{{number}}","Expression":"firm.f{{number % Features}} > {{1_000 + number}}",
         "Properties":{"tocsin":{"reason":"K01"} } }
        """;

    private static string Join(int count, Func<int, string> make) =>
        string.Join(',', Enumerable.Range(0, count).Select(make));
}
