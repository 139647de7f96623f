using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>The guide of a Friday afternoon, followed block by block as it is written.</summary>
public sealed class FridayTests : IDisposable
{
    private const string Guide = "rules/FRIDAY.md";

    private static readonly string[] _settings =
        ["Rules:Source=store", "Rules:FourEyes=true", "Journal:Instance=branch-1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Guide_FollowedAsWritten_ShowsWhatItShows()
    {
        var rules = _folder.CopyOf(ProjectFolder.Rules, "rules");
        await using var server = await ServerProcess.StartReadyAsync(
            _folder.At("data"), [$"Rules:Folder={rules}", .. _settings]);
        await new Clients(server).SamplesReviewedAsync();
        using var watch = await Watch.FromNowAsync(server);
        var watched = new List<WarningChange>();

        foreach (var command in ShownDocument.Read(Guide).Blocks.SelectMany(block => block.Commands))
        {
            if (command.Text == "tocsin watch") watched.AddRange(await SeesAsync(watch, command));
            else await command.RunAsync(server, _folder.Path);
        }

        Assert.Equal(4, watched.Count);
        var now = await new Clients(server).ActiveAsync();
        Assert.Equal((3, RuleFolder.Read(ProjectFolder.Rules).Digest), (now.Activation, now.Digest));
    }

    [Fact]
    public void Guide_TheServersCommand_HasTheSettingsOfTheTest()
    {
        var guide = File.ReadAllText(Path.Combine(ProjectFolder.Root, Guide));

        Assert.All(_settings, setting => Assert.Contains("--" + setting, guide, StringComparison.Ordinal));
    }

    // Borrowers whose warnings one swap changes are told in no order of theirs.
    private static async Task<List<WarningChange>> SeesAsync(Watch watch, ShownCommand command)
    {
        var changes = new List<WarningChange>();
        while (changes.Count < command.WatchedRows.Count) changes.Add(await watch.AnyChangeAsync());
        Assert.Equal(command.WatchedRows.Order(), changes.Select(ShownCommand.WatchedRow).Order());
        return changes;
    }
}
