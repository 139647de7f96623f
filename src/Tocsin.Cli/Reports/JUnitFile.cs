using System.Globalization;
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
        new XAttribute("name", XmlText.Of(name)),
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
        "testcase", new XAttribute("classname", XmlText.Of(file)), new XAttribute("name", XmlText.Of(name)));

    private static XElement Outcome(string name, string message, string place) =>
        new(name, new XAttribute("message", XmlText.Of(message)), XmlText.Of($"{place}\n{message}"));
}
