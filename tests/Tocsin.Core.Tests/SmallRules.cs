using System.Text;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests;

/// <summary>Small rule sets, read from JSON as the shipped ones are.</summary>
internal static class SmallRules
{
    /// <summary>The moment around which tests play.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a rule set from its files, with those that every set needs added.</summary>
    public static RuleSet Read(params IReadOnlyList<(string Path, string Json)> files)
    {
        var reading = Reading(files);
        Assert.NotNull(reading.RuleSet ?? throw new InvalidOperationException(string.Join('\n', reading.Problems)));
        return reading.RuleSet;
    }

    /// <summary>The same, with what came of it: problems and examples.</summary>
    public static RuleSetReading Reading(params IReadOnlyList<(string Path, string Json)> files)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ruleset.json"] = """{"name":"small","owner":"tests","revision":"2026.6.1","review_date":"2027-01-01"}""",
            ["parameters.json"] = """{"parameters":[]}""",
            ["calendar.json"] =
                """{"zone":"Asia/Shanghai","business_hours":{"from":"09:00","to":"17:00"},"years":[]}""",
            ["reasons.json"] = """{"reasons":[]}""",
            ["warnings.json"] = """{"workflows":[],"families":[]}""",
        };
        foreach (var (path, json) in files) all[path] = json;
        return RuleSetReader.Read(new RuleFiles(
            all.Select(file => new RuleFile(file.Key, Encoding.UTF8.GetBytes(file.Value)))));
    }

    /// <summary>A stored profile of one view that was observed at one moment.</summary>
    public static StoredProfile Stored(
        string view, DateTimeOffset observedAt, long revision, params (string Name, string Value)[] values) =>
        new(BorrowerId.Parse("b1"), revision, new Dictionary<string, StoredView>
        {
            [view] = new(observedAt, values.ToDictionary(pair => pair.Name, pair => pair.Value)),
        });
}
