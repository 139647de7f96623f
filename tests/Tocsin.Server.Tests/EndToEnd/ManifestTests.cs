using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>With Rules:ActivateOn=manifest a folder's files wait for a revision that nobody dealt with yet.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RuleCopy _rules;

    public ManifestTests() => _rules = new RuleCopy(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_MendedAfterARollBack_WaitsForANewRevision()
    {
        await using var server = await ServerProcess.StartReadyAsync(
            _folder.At("data"), _rules.Setting, "Rules:ActivateOn=manifest", "Rules:PollMs=200",
            "Samples:Enabled=false");
        var clients = new Clients(server);
        var first = _rules.Digest;
        Revise("2026.11.2", 13);
        await clients.ActivatedAsync(_rules.Digest);
        await new RulePublishing(server).RollBackAsync();

        _rules.SetParameter("firm_age_min", 14);
        var told = await Eventually.FoundAsync(
            async () => (await NotActiveAsync(clients)) is { Length: > 0 } text
                && text.Contains("another revision", StringComparison.Ordinal) ? text : null,
            "it is told what the files wait for");
        var waiting = await clients.ActiveAsync();
        Revise("2026.11.3", 14);
        var activation = await clients.ActivatedAsync(_rules.Digest);

        Assert.Contains("2026.11.2", told, StringComparison.Ordinal);
        Assert.Equal((3, first), (waiting.Activation, waiting.Digest));
        Assert.Equal(4, activation);
        Assert.Empty(await NotActiveAsync(clients));
    }

    private static async Task<string> NotActiveAsync(Clients clients)
    {
        var answer = await clients.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
        return string.Join('\n', answer.FolderProblems.Select(problem => $"{problem.Code} {problem.Message}"));
    }

    private void Revise(string revision, double age)
    {
        var parameters = RuleCopy.WithParameter(_rules.Read("parameters.json"), "firm_age_min", age);
        _rules.Write("parameters.json", parameters);
        _rules.Edit("ruleset.json", file => file["revision"] = revision);
    }
}
