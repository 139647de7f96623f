using System.Text;

namespace Tocsin.Core.Tests.Broken;

/// <summary>Contents of rule files that are too large, or too strange, to be kept beside the cases.</summary>
internal static class GeneratedContent
{
    /// <summary>The content of a name.</summary>
    public static byte[] Of(string name) => name switch
    {
        "nested-parentheses" => Workflow(Nested(5_000)),
        "nested-parentheses-of-lawful-length" => Workflow(Nested(4_000)),
        "huge-expression" => Workflow(Repeated(100_000)),
        "many-tokens" => Workflow(Repeated(1_001)),
        "many-prefixes" => Workflow(new string('!', 4_000) + "true"),
        "many-conditionals" => Workflow(Repeat("true ? true : ", 400) + "true"),
        "scoped-params-that-double" => Workflow("p40 > 0", Scoped(40, "p{0} + p{0}")),
        "scoped-params-that-nest" => Workflow("p8 > 0", Scoped(8, "p{0}" + Repeat("+1", 900))),
        "tests-within-tests" => Workflow(Repeat("(", 60) + "request.amount > 0" + Repeat(" ? true : false)", 60)),
        "deep-json" => Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000)),
        "not-utf8" => Encoding.Latin1.GetBytes("""{"name": "crédit", "owner": "mse_credit_risk"}"""),
        "utf16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("""{"name": "mse_credit"}""")],
        _ => throw new ArgumentException($"No content is called '{name}'.", nameof(name)),
    };

    private static string Nested(int depth) => new string('(', depth) + "true" + new string(')', depth);

    private static string Repeat(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static string Repeated(int count) => string.Join("||", Enumerable.Repeat("1>0", count));

    // Each param means something of the one before it; the first is an input.
    private static string Scoped(int count, string meaning)
    {
        var items = Enumerable.Range(1, count)
            .Select(i => $$"""{"Name": "p{{i}}", "Expression": "{{string.Format(null, meaning, i - 1)}}"}""");
        return string.Join(", ", items.Prepend("""{"Name": "p0", "Expression": "request.amount"}"""));
    }

    private static byte[] Workflow(string expression, string scoped = "") => Encoding.UTF8.GetBytes(
        $$"""
        {
          "WorkflowName": "generated",
          "GlobalParams": [{{scoped}}],
          "Rules": [{"RuleName": "large", "Expression": "{{expression}}"}]
        }
        """);
}
