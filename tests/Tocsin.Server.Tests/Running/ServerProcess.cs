using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Grpc.Net.Client;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A real server in a process of its own, on free loopback ports, with a data folder and rules of its own. It is ended
/// by its own process id, gently or at once.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> _noEnvironment = [];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<(string Text, TaskCompletionSource Said)> _awaited = new();
    private readonly TaskCompletionSource<(string Grpc, string Http)> _started =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrpcChannel? _channel;

    private ServerProcess(Process process) => _process = process;

    /// <summary>What it has written so far, errors included.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The address of gRPC, once it listens.</summary>
    public string GrpcAddress { get; private set; } = "";

    /// <summary>The address of health and metrics, once it listens.</summary>
    public string HttpAddress { get; private set; } = "";

    /// <summary>A channel to it.</summary>
    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(GrpcAddress);

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="dataFolder">Its data folder; lives longer than the process.</param>
    /// <param name="settings">Further settings, such as <c>Store:Redis=127.0.0.1:6379</c>.</param>
    public static Task<ServerProcess> StartReadyAsync(string dataFolder, params string[] settings) =>
        StartReadyAsync(_noEnvironment, dataFolder, settings);

    /// <summary>The same, with variables in its environment beside the tests' own.</summary>
    public static async Task<ServerProcess> StartReadyAsync(
        IReadOnlyDictionary<string, string> environment, string dataFolder, params string[] settings)
    {
        var server = await StartedAsync(Launch(dataFolder, settings, environment: environment));
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Starts another build and waits until it is ready.</summary>
    /// <param name="program">Its program, which the system can run.</param>
    /// <param name="dataFolder">Its data folder; lives longer than the process.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<ServerProcess> StartBuildAsync(
        string program, string dataFolder, params string[] settings)
    {
        var server = await StartedAsync(Launch(dataFolder, settings, program: program));
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Starts one and waits until it listens; its store may still be away.</summary>
    public static Task<ServerProcess> StartAsync(string dataFolder, params string[] settings) =>
        StartedAsync(Launch(dataFolder, settings));

    private static async Task<ServerProcess> StartedAsync(ServerProcess server)
    {
        var first = await Task.WhenAny(server._started.Task, server.ExitedAsync()).WaitAsync(_limit);
        if (first != server._started.Task) throw new InvalidOperationException("The server ended:\n" + server.Output);
        (server.GrpcAddress, server.HttpAddress) = await server._started.Task;
        return server;
    }

    /// <summary>Starts one that is expected to end by itself, and waits until it has.</summary>
    public static Task<ServerProcess> StartAndEndAsync(string dataFolder, params string[] settings) =>
        StartAndEndInAsync("", dataFolder, settings);

    /// <summary>The same, from a working directory; empty is the tests' own.</summary>
    public static async Task<ServerProcess> StartAndEndInAsync(
        string workingDirectory, string dataFolder, params string[] settings)
    {
        var server = Launch(dataFolder, settings, workingDirectory);
        try
        {
            await server.ExitedAsync().WaitAsync(_limit);
            return server;
        }
        catch (TimeoutException)
        {
            var output = server.Output;
            await server.DisposeAsync();
            throw new InvalidOperationException("The server did not end:\n" + output);
        }
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        var first = await Task.WhenAny(_ready.Task, ExitedAsync()).WaitAsync(_limit);
        if (first != _ready.Task) throw new InvalidOperationException("The server ended:\n" + Output);
    }

    /// <summary>Waits until it says something after what it has said so far.</summary>
    public Task SaysAsync(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Enqueue((text, said));
        return said.Task.WaitAsync(_limit);
    }

    /// <summary>Waits until it has said something, unless it did so already.</summary>
    public Task HasSaidAsync(string text)
    {
        // Asked for first and looked for then, so that a line between the two is not overlooked.
        var said = SaysAsync(text);
        return Output.Contains(text, StringComparison.Ordinal) ? Task.CompletedTask : said;
    }

    /// <summary>Ends it as a crash does: at once, with kill -9.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await ExitedAsync().WaitAsync(_limit);
    }

    /// <summary>Asks it to stop, as a supervisor does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await ExitedAsync().WaitAsync(_limit);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await KillAsync();
        _process.Dispose();
    }

    private static ServerProcess Launch(
        string dataFolder, string[] settings, string workingDirectory = "",
        IReadOnlyDictionary<string, string>? environment = null, string? program = null)
    {
        string[] built = program is null ? [typeof(Tocsin.Server.Settings.ServerSettings).Assembly.Location] : [];
        string[] given =
            [.. built, "--Server:Grpc=127.0.0.1:0", "--Server:Http=127.0.0.1:0", $"--Data:Folder={dataFolder}"];
        var start = new ProcessStartInfo(
            program ?? "dotnet", [.. given, .. settings.Select(setting => "--" + setting)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
        };
        foreach (var (name, value) in environment ?? _noEnvironment) start.Environment[name] = value;
        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        server._process.OutputDataReceived += (_, line) => server.Read(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Read(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    private Task ExitedAsync() => _process.WaitForExitAsync();

    private void Read(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
            _started.TrySetResult((match.Groups[1].Value, match.Groups[2].Value));
        foreach (var (text, said) in _awaited)
        {
            if (line.Contains(text, StringComparison.Ordinal)) said.TrySetResult();
        }

        if (line.Contains(" Ready after ", StringComparison.Ordinal)) _ready.TrySetResult();
    }

    [GeneratedRegex(@"gRPC on (http://\S+), health and metrics on (http://\S+)")]
    private static partial Regex Listening();
}
