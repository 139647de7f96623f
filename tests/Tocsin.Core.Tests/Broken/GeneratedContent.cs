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
        "many-conditionals" => Workflow(string.Concat(Enumerable.Repeat("true ? true : ", 400)) + "true"),
        "deep-json" => Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000)),
        "not-utf8" => Encoding.Latin1.GetBytes("""{"name": "crédit", "owner": "mse_credit_risk"}"""),
        "utf16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("""{"name": "mse_credit"}""")],
        _ => throw new ArgumentException($"No content is called '{name}'.", nameof(name)),
    };

    private static string Nested(int depth) => new string('(', depth) + "true" + new string(')', depth);

    private static string Repeated(int count) => string.Join("||", Enumerable.Repeat("1>0", count));

    private static byte[] Workflow(string expression) => Encoding.UTF8.GetBytes(
        $$"""
        {"WorkflowName": "generated", "Rules": [{"RuleName": "large", "Expression": "{{expression}}"}]}
        """);
}
