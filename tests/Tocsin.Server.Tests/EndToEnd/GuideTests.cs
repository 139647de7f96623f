using System.Text.Json;
using System.Text.RegularExpressions;
using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>The analyst's guide, followed block by block as it is written: what it shows is what comes out.</summary>
public sealed partial class GuideTests : IDisposable
{
    private const string Guide = "rules/GUIDE.md";

    private readonly TemporaryFolder _folder = new();
    private readonly string _rules;

    public GuideTests() => _rules = _folder.CopyOf(ProjectFolder.Rules, "rules");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Guide_FollowedAsWritten_ShowsWhatItShowsAndLeavesTheRulesAsTheyWere()
    {
        await using var server = await ServerProcess.StartReadyAsync(_folder.At("data"), $"Rules:Folder={_rules}");
        await new Clients(server).SamplesReviewedAsync();
        using var watch = await Watch.FromNowAsync(server);
        var changes = new List<WarningChange>();

        foreach (var block in ShownDocument.Read(Guide).Blocks)
        {
            if (block.IsFile) block.WriteTo(_folder.Path);
            foreach (var command in block.Commands)
            {
                if (command.Text == "tocsin watch") await SeesAsync(watch, command, changes);
                else await command.RunAsync(server, _folder.Path);
            }
        }

        Assert.Equal(2, changes.Count(change => change.Kind == WarningChangeKind.Retired));
        Assert.Equal(RuleFolder.Read(ProjectFolder.Rules).Digest, RuleFolder.Read(_rules).Digest);
        Assert.Equal(["data", "rules"], Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Files_OfTheShippedRules_NameTheirSchema()
    {
        foreach (var file in RuleFolder.Read(ProjectFolder.Rules).Files)
        {
            var schema = JsonDocument.Parse(file.Content).RootElement.GetProperty("$schema").GetString()!;
            var folder = Path.GetDirectoryName(Path.Combine(ProjectFolder.Rules, file.Path))!;
            Assert.True(File.Exists(Path.Combine(folder, schema)), $"{file.Path} names {schema}.");
        }
    }

    [Fact]
    public void Schema_OfWorkflows_SaysOfStrengthWhatTheGuideShows()
    {
        var guide = File.ReadAllText(Path.Combine(ProjectFolder.Root, Guide));
        var schema = File.ReadAllText(Path.Combine(ProjectFolder.Rules, "schemas", "workflow.schema.json"));
        var definitions = JsonDocument.Parse(schema).RootElement.GetProperty("definitions");
        var keys = definitions.GetProperty("indicator").GetProperty("properties");

        var shown = Hover().Match(guide).Groups[1].Value;

        Assert.Equal(keys.GetProperty("strength").GetProperty("description").GetString(), shown);
        Assert.Equal(
            ["family", "strength", "per", "replaces", "applies_when", "actions", "title"],
            keys.EnumerateObject().Select(key => key.Name));
    }

    [Fact]
    public void Schema_RuleThatIsNothingYet_OffersWhatMakesItSomething()
    {
        var schema = File.ReadAllText(Path.Combine(ProjectFolder.Rules, "schemas", "workflow.schema.json"));
        var undecided = JsonDocument.Parse(schema).RootElement.GetProperty("definitions").GetProperty("undecided");

        var making = undecided.GetProperty("anyOf").EnumerateArray()
            .Select(one => one.GetProperty("required")[0].GetString());

        Assert.Equal(
            ["family", "reason", "value", "component", "result", "notches", "condition", "class"], making);
        Assert.All(making, key => Assert.True(undecided.GetProperty("properties").TryGetProperty(key!, out _), key));
    }

    // Borrowers whose warnings one swap changes are told in no order of theirs.
    private static async Task SeesAsync(Watch watch, ShownCommand command, List<WarningChange> changes)
    {
        while (changes.Count < command.WatchedRows.Count) changes.Add(await watch.AnyChangeAsync());
        Assert.Equal(command.WatchedRows.Order(), changes.Select(ShownCommand.WatchedRow).Order());
    }

    [GeneratedRegex(@"rest the mouse on `strength`: \*([^*]+)\*")]
    private static partial Regex Hover();
}
