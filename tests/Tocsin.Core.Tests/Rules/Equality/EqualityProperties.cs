using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>Whatever the format can say, we say what RulesEngine says.</summary>
public class EqualityProperties
{
    [Fact]
    public async Task Workflows_OverTheWholeFormat_EqualTheEngine()
    {
        var run = await EqualityRun.RunAsync(results: 50_000, seed: 20260302);

        Assert.True(run.Difference is null, run.Difference);
        Assert.True(run.Hits > 10_000 && run.Failures > 100 && run.Texts > 40_000, "The cases are not varied.");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Workflows_ThatOnceDiffered_EqualTheEngine(string name)
    {
        var found = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, name)))!;

        Assert.Null(await EqualityRun.CompareAsync(
            (JsonArray)found["workflows"]!, found["input"].Deserialize<EqualityInput>()!));
    }

    public static TheoryData<string> Cases() =>
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order()];

    private static string Folder => Path.Combine(ShippedRules.Root(), "tests", "cases", "equality");
}
