using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>The README's tour, taken as it is written: what it shows is what comes out.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly ShownDocument _readme = ShownDocument.Read("README.md");
    private readonly TemporaryFolder _folder = new();
    private readonly string _rules;

    public ReadmeTests() => _rules = _folder.CopyOf(ProjectFolder.Rules, "rules");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tour_TakenAsWritten_ShowsWhatTheReadmeShows()
    {
        await using var server = await ServerProcess.StartReadyAsync(
            _folder.At("data"), $"Rules:Folder={_rules}", "Decisions:RecourseMs=60000");
        await new Clients(server).SamplesReviewedAsync();
        using var watch = await Watch.FromNowAsync(server);

        await _readme.Command("tocsin decide mse_working_capital --borrower sample-061").RunAsync(server, _folder.Path);
        await _readme.Command("tocsin decide mse_working_capital --borrower sample-043").RunAsync(server, _folder.Path);
        await _readme.Command("tocsin decide mse_working_capital --borrower sample-002").RunAsync(server, _folder.Path);
        await _readme.Command("tocsin journal replay").RunAsync(server, _folder.Path);
        await _readme.Command("tocsin features put").RunAsync(server, _folder.Path);
        var raised = await watch.AnyChangeAsync();
        var watched = await watch.AnyChangeAsync();
        SetOrange(0.805);
        var fallen = await watch.AnyChangeAsync();
        SetOrange(0.9);
        await _readme.Command("tocsin rules check").RunAsync(server, _folder.Path);

        // The newest change stands first.
        Assert.Equal(_readme.Command("tocsin watch").WatchedRows,
            [
                ShownCommand.WatchedRow(fallen), ShownCommand.WatchedRow(watched), ShownCommand.WatchedRow(raised),
            ]);
    }

    private void SetOrange(double value)
    {
        var file = Path.Combine(_rules, "parameters.json");
        File.WriteAllText(file, RuleCopy.WithParameter(File.ReadAllText(file), "debt_to_assets_orange", value));
    }
}
