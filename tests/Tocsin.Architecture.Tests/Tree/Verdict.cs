using Xunit;

namespace Tocsin.Architecture.Tests.Tree;

/// <summary>
/// Turns findings into a failed test that lists all of them; the assertions of xunit cut a list short.
/// </summary>
internal static class Verdict
{
    public static void Clean(IEnumerable<Finding> findings)
    {
        var lines = findings.Select(finding => finding.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
            Assert.Fail($"{lines.Count} found:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }

    public static void Found(IEnumerable<Finding> findings, string message) =>
        Assert.Contains(message, Assert.Single(findings).Message, StringComparison.Ordinal);
}
