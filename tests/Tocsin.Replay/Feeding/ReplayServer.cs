using Grpc.Net.Client;
using Tocsin.Client;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Replay.Feeding;

/// <summary>
/// The server that is fed: one of the replay's own, in a process of its own with an empty store on loopback, or one
/// that runs already.
/// </summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    /// <summary>The name of the rule set that the replay is made for.</summary>
    public const string RuleSetName = "invoice_replay";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder? _folder;
    private readonly ServerProcess? _process;

    private ReplayServer(Uri address, TemporaryFolder? folder, ServerProcess? process)
    {
        Address = address;
        Channel = TocsinChannel.Create(address);
        _folder = folder;
        _process = process;
    }

    /// <summary>Where the replay's rules stand.</summary>
    public static string Rules => Path.Combine(ProjectFolder.Root, "tests", "Tocsin.Replay", "rules");

    /// <summary>Its address.</summary>
    public Uri Address { get; }

    /// <summary>True when it was started for the replay.</summary>
    public bool IsOwn => _process is not null;

    /// <summary>A channel to it.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Starts a server.</summary>
    public static async Task<ReplayServer> StartAsync()
    {
        var folder = new TemporaryFolder();
        try
        {
            var process = await ServerProcess.StartReadyAsync(
                folder.At("data"), "Samples:Enabled=false", $"Rules:Folder={Rules}");
            return new ReplayServer(new Uri(process.GrpcAddress), folder, process);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Goes to a server that runs.</summary>
    /// <exception cref="InvalidDataException">Other rules are in force there.</exception>
    public static async Task<ReplayServer> AtAsync(Uri address)
    {
        var server = new ReplayServer(address, null, null);
        var rules = await new RuleSetService.RuleSetServiceClient(server.Channel)
            .GetActiveRuleSetAsync(new GetActiveRuleSetRequest()).ResponseAsync.WaitAsync(_limit);
        if (rules.Name == RuleSetName) return server;
        await server.DisposeAsync();
        throw new InvalidDataException($"The rules in force at {address} are {rules.Name}, not {RuleSetName}; "
            + "start it with --Rules:Folder=tests/Tocsin.Replay/rules.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _folder?.Dispose();
    }
}
