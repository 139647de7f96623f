using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Reports;

/// <summary>Examples as JUnit XML for continuous integration: a suite a file, a test case an example.</summary>
internal static class JUnitFile
{
    /// <summary>Writes the results to a stream, in UTF-8.</summary>
    public static void Write(Stream stream, RuleSetReading reading)
    {
        var suites = reading.Results.GroupBy(result => result.File)
            .Select(file => Suite(file.Key, [.. file.Select(Case)])).ToList();
        var errors = reading.Problems.Where(problem =>
            problem.Severity == ProblemSeverity.Error && problem.Code != "EXAMPLE_FAILED").ToList();
        if (errors.Count > 0) suites.Insert(0, Suite("rules", [.. errors.Select(Case)]));
        var root = new XElement("testsuites", new XAttribute("name", "tocsin rules test"), suites);
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true });
        new XDocument(root).Save(writer);
    }

    private static XElement Suite(string name, IReadOnlyList<XElement> cases) => new(
        "testsuite",
        new XAttribute("name", Text(name)),
        new XAttribute("tests", cases.Count),
        new XAttribute("failures", Count(cases, "failure")),
        new XAttribute("errors", Count(cases, "error")),
        cases);

    private static string Count(IReadOnlyList<XElement> cases, string outcome) =>
        cases.Count(test => test.Element(outcome) is not null).ToString(CultureInfo.InvariantCulture);

    private static XElement Case(ExampleResult result)
    {
        var test = Case(result.Example.Name, result.File);
        var lines = result.Differences.Select(difference =>
            $"{difference.Field}: expected {difference.Expected}, it came out {difference.Actual}").ToList();
        if (result.IsRefused) test.Add(Outcome("error", "The example itself is wrong.", result.JsonPath));
        else if (lines.Count > 0) test.Add(Outcome("failure", string.Join("; ", lines), result.JsonPath));
        return test;
    }

    private static XElement Case(RuleProblem problem)
    {
        var test = Case($"{problem.File} {problem.JsonPath}".TrimEnd(), problem.File);
        test.Add(Outcome("error", $"{problem.Message} [{problem.Code}]", problem.JsonPath));
        return test;
    }

    private static XElement Case(string name, string file) => new(
        "testcase", new XAttribute("classname", Text(file)), new XAttribute("name", Text(name)));

    private static XElement Outcome(string name, string message, string place) =>
        new(name, new XAttribute("message", Text(message)), Text($"{place}\n{message}"));

    // JSON can write characters that XML cannot, even escaped.
    private static string Text(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            allowed.Append(!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value) ? rune : Rune.ReplacementChar);
        return allowed.ToString();
    }
}
