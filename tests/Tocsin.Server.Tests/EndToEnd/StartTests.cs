using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A server that cannot start as it is told says why, by name, and ends with a code other than 0.</summary>
public sealed class StartTests
{
    private const string NoSamples = "Samples:Enabled=false";

    public static TheoryData<string, string> WrongSettings => new()
    {
        { "Server:Grpc=nonsense", "Server:Grpc" },
        { "Server:Grpc=127.0.0.1", "Server:Grpc" },
        { "Server:Grpc=127.0.0.1:99999", "Server:Grpc" },
        { "Server:Grpc=::1", "Server:Grpc" },
        { "Server:Http=", "Server:Http" },
        { "Server:Http=localhost:5051", "Server:Http" },
        { "Data:Folder=", "Data:Folder" },
        { "Rules:Folder= ", "Rules:Folder" },
        { "Rules:ActivateOn=never", "Rules:ActivateOn" },
        { "Rules:QuietMs=9", "Rules:QuietMs" },
        { "Rules:PollMs=soon", "Rules:PollMs" },
        { "Rules:MaximumWaitMs=149", "Rules:MaximumWaitMs" },
        { "Rules:UseEvents=never", "Rules:UseEvents" },
        { "Rules:ReadTries=1", "Rules:ReadTries" },
        { "Store:Synchronous=sometimes", "Store:Synchronous" },
        { "Store:Partitions=0", "Store:Partitions" },
        { "Store:Partitions=257", "Store:Partitions" },
        { "Store:Partitions=many", "Store:Partitions" },
        { "Store:CallTimeoutMs=-1", "Store:CallTimeoutMs" },
        { "Store:KeyPrefix=a b", "Store:KeyPrefix" },
        { "Store:Redis=127.0.0.1:6379,retries=hunter2", "Store:Redis" },
        { "Store:Redis=,", "Store:Redis" },
        { "Warnings:Reviewers=0", "Warnings:Reviewers" },
        { "Warnings:SweepMs=1s", "Warnings:SweepMs" },
        { "Warnings:LogEntries=99999999999999999999", "Warnings:LogEntries" },
        { "Samples:Enabled=perhaps", "Samples:Enabled" },
        { "Simulation:Clock=nowhere/now", "Simulation:Clock" },
        { "Sore:Redis=127.0.0.1:6379", "Sore:Redis" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task Start_WrongSetting_NamesItsKey(string setting, string key)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAndEndAsync(folder.At("data"), setting);

        Assert.Equal(1, server.ExitCode);
        var line = Assert.Single(server.Output.Split('\n'));
        Assert.StartsWith("Setting ", line, StringComparison.Ordinal);
        Assert.Contains(key, line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("data")));
    }

    [Fact]
    public async Task Start_SeveralWrongSettings_NamesThemAll()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAndEndAsync(
            folder.At("data"), "Server:Grpc=127.0.0.1:5999", "Server:Http=127.0.0.1:5999", "Warnings:LogDays=0");

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("Server:Grpc and Server:Http are the same", server.Output, StringComparison.Ordinal);
        Assert.Contains("Warnings:LogDays", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FolderInUse_NamesFolderAndProcess()
    {
        using var folder = new TemporaryFolder();
        // Relative to the server's home and started from two places: the same folder all the same.
        var relative = Path.GetRelativePath(ProjectFolder.Root, folder.At("data"));
        await using var first = await ServerProcess.StartReadyAsync(relative, NoSamples);
        foreach (var place in new[] { folder.Path, Path.GetTempPath(), "" })
        {
            await using var second = await ServerProcess.StartAndEndInAsync(place, relative, NoSamples);

            Assert.Equal(1, second.ExitCode);
            Assert.Contains(folder.At("data"), second.Output, StringComparison.Ordinal);
            Assert.Contains($"process {first.Id}", second.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Trying again", second.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await Page.GetAsync(first, "/readyz")).Status);
    }

    [Fact]
    public async Task Stop_Gently_ClosesTheStoreAndFreesItsFolder()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(folder.At("data"), NoSamples);
        Assert.True(File.Exists(folder.At("data/tocsin.pid")));

        await server.StopAsync();

        Assert.Equal(0, server.ExitCode);
        Assert.False(File.Exists(folder.At("data/tocsin.pid")));
        Assert.Empty(Directory.EnumerateFiles(folder.At("data"), "*-wal"));
    }

    [Fact]
    public async Task Start_OtherPartitions_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ServerProcess.StartReadyAsync(folder.At("data"), NoSamples))
            await first.StopAsync();

        await using var second = await ServerProcess.StartAndEndAsync(
            folder.At("data"), NoSamples, "Store:Partitions=8");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Partitions is 8", second.Output, StringComparison.Ordinal);
        Assert.Contains("16", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataFolderIsAFile_EndsAndNamesTheKey()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("data"), "not a folder");

        await using var server = await ServerProcess.StartAndEndAsync(folder.At("data"), NoSamples);

        Assert.Equal(1, server.ExitCode);
        Assert.StartsWith($"Setting Data:Folder is {folder.At("data")}", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AddressOfAnotherMachine_NamesTheKey()
    {
        using var folder = new TemporaryFolder();

        // 192.0.2.0/24 is kept for documents: no machine has it. Nothing is sent to it.
        await using var server = await ServerProcess.StartAndEndAsync(
            folder.At("data"), NoSamples, "Server:Http=192.0.2.1:5999");

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("Server:Http 192.0.2.1:5999", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoRulesFolder_NamesItAndItsKey()
    {
        using var folder = new TemporaryFolder();

        await using var server = await ServerProcess.StartAndEndAsync(
            folder.At("data"), $"Rules:Folder={folder.At("nowhere")}");

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("(Rules:Folder)", server.Output, StringComparison.Ordinal);
        Assert.Contains(folder.At("nowhere"), server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server:Grpc")]
    [InlineData("Server:Http")]
    public async Task Start_PortTaken_SaysWhich(string key)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();

        await using var server = await ServerProcess.StartAndEndAsync(
            folder.At("data"), NoSamples, $"{key}=127.0.0.1:{port}");

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("The server cannot start", server.Output, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port}", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BrokenRulesAndNoOthers_ListsTheProblems()
    {
        using var folder = new TemporaryFolder();
        var rules = BrokenRules.In(folder);

        await using var server = await ServerProcess.StartAndEndAsync(folder.At("data"), $"Rules:Folder={rules}");

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("workflows/knock_outs.json $.Rules[0].Expression", server.Output, StringComparison.Ordinal);
        Assert.Contains("calendar.json", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BrokenRulesAfterGoodOnes_AnswersWithTheLastGood()
    {
        using var folder = new TemporaryFolder();
        var rules = $"Rules:Folder={folder.CopyOf(ProjectFolder.Rules, "rules")}";
        await using (var first = await ServerProcess.StartReadyAsync(folder.At("data"), NoSamples, rules))
            await first.StopAsync();
        BrokenRules.Break(folder.At("rules"));

        await using var second = await ServerProcess.StartReadyAsync(folder.At("data"), NoSamples, rules);

        var ready = await Page.GetAsync(second, "/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Contains("\"rule_problems\": [\n", ready.Text, StringComparison.Ordinal);
        Assert.Contains("workflows/knock_outs.json $.Rules[0].Expression", ready.Text, StringComparison.Ordinal);
        var active = await new RuleSetService.RuleSetServiceClient(second.Channel)
            .GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
        Assert.Equal(1, active.RuleSet.Activation);
        Assert.Contains(active.FolderProblems, problem => problem.File == "calendar.json");
        var decisions = new DecisionService.DecisionServiceClient(second.Channel);
        var answer = await decisions.DecideAsync(SampleRequests.SoundLoan());
        Assert.Equal((Outcome.Approve, false), (answer.Outcome, answer.Degraded));
    }
}
