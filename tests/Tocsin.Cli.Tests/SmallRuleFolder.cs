using System.Text;

namespace Tocsin.Cli.Tests;

/// <summary>A folder with a rule set of one of each kind of rule, gone after the test.</summary>
/// <remarks>
/// Its examples pass. They show every hit and miss but the missing bin of the age: 14 of 16 (7 of 8 rules were hit).
/// </remarks>
internal sealed class SmallRuleFolder : IDisposable
{
    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[{"name":"firm","accept_from":["feed"],"stale":"10d","features":[
          {"name":"cases","type":"integer"},{"name":"frozen","type":"flag"},{"name":"age_months","type":"integer"},
          {"name":"debt_ratio","type":"number"},{"name":"loan","type":"flag"}]}]}
        """;

    private const string Policy = """
        {"product":"loan","currency":"CNY","knock_outs":"knock_outs",
         "scorecard":{"workflow":"card","base_score":10,"base_odds":148,"points_to_double_odds":2},
         "rating_scale":"scale","outcome":{"approve_up_to_pd":0.5,"pd_reason":"P01"},
         "unknown_reasons":{"missing":"U01","stale":"U01","no_score":"U01"}}
        """;

    private const string Workflows = """
        [
          {"WorkflowName": "knock_outs", "Rules": [
            {"RuleName": "cases", "Expression": "firm.cases > p.cases_max",
             "Properties": {"tocsin": {"reason": "K01"}}},
            {"RuleName": "frozen", "Expression": "firm.frozen == true", "Properties": {"tocsin": {"reason": "K01"}}}]},
          {"WorkflowName": "card", "Rules": [
            {"RuleName": "age", "Expression": "true", "Properties": {"tocsin": {
              "value": "firm.age_months", "reason": "S01",
              "bins": [{"below": 24, "points": 0}, {"below": 60, "points": 6}, {"points": 10}],
              "missing": {"points": 0}}}}]},
          {"WorkflowName": "warnings", "Rules": [
            {"RuleName": "debt", "Operator": "Or",
             "Properties": {"tocsin": {"family": "fin", "applies_when": "firm.loan == true"}},
             "Rules": [{"RuleName": "red", "Expression": "firm.debt_ratio > p.debt_red"}]}]}
        ]
        """;

    private const string Reasons = """
        {"reasons":[{"code":"K01","kind":"knock_out","audience":"owner","text":{"zh":"一","en":"Cases."}},
          {"code":"S01","kind":"score","audience":"owner","text":{"zh":"二","en":"Age."}},
          {"code":"U01","kind":"unknown","audience":"owner","text":{"zh":"三","en":"Unknown."}},
          {"code":"P01","kind":"policy","audience":"owner","text":{"zh":"四","en":"Risk."}}]}
        """;

    /// <summary>The parameters as the folder has them.</summary>
    public const string Parameters = """
        {
          // Read by every analyst.
          "parameters": [
            {"name": "cases_max", "value": 3, "type": "integer", "unit": "count",
              "title": {"zh": "案件数", "en": "Cases"}},
            {
              "name": "debt_red",
              "value": 0.90,
              "unit": "ratio",
              "source": "专家经验, \"usual\"",
              "review_date": "2027-05-31"
            }
          ]
        }
        """;

    /// <summary>The examples as the folder has them, without the last one's end.</summary>
    public const string Examples = """
        {"product":"loan","as_of":"2026-06-30T08:00:00Z",
         "base":{"features":{"firm.cases":0,"firm.frozen":false,"firm.age_months":60,"firm.debt_ratio":0.5,
           "firm.loan":true}},
         "examples":[
          {"name":"sound","expect":{"outcome":"approve","score":10,"warnings":{"debt":"none"}}},
          {"name":"young","change":{"firm.age_months":23},"expect":{"score":0}},
          {"name":"older","change":{"firm.age_months":59},"expect":{"score":6}},
          {"name":"sued","change":{"firm.cases":4},"expect":{"outcome":"decline"}},
          {"name":"frozen","change":{"firm.frozen":true},"expect":{"outcome":"decline"}},
          {"name":"indebted","change":{"firm.debt_ratio":0.91},"expect":{"warnings":{"debt":"red"}}},
          {"name":"without a loan","change":{"firm.loan":false},"expect":{"warnings":{"debt":"not_applicable"}}}]}
        """;

    public SmallRuleFolder()
    {
        Write("ruleset.json", """{"name":"small","owner":"tests","revision":"1"}""");
        Write("parameters.json", Parameters);
        Write("calendar.json",
            """{"zone":"Asia/Shanghai","business_hours":{"from":"09:00","to":"17:00"},"years":[]}""");
        Write("features.json", Features);
        Write("reasons.json", Reasons);
        Write("warnings.json",
            """{"workflows":["warnings"],"families":[{"code":"fin","title":{"zh":"财务","en":"Financial"}}]}""");
        Write("rating_scales/scale.json",
            """{"name":"scale","grades":[{"grade":"good","pd_up_to":0.01},{"grade":"bad"}]}""");
        Write("policies/loan.json", Policy);
        Write("workflows/all.json", Workflows);
        Write("examples/loan.json", Examples);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("tocsin-rules-").FullName;

    /// <summary>Writes a file, and the folders above it.</summary>
    public void Write(string path, string content)
    {
        var full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content, new UTF8Encoding(false));
    }

    /// <summary>The content of a file.</summary>
    public string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>The full path of a file.</summary>
    public string PathOf(string path) => Path.Combine(Folder, path);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
