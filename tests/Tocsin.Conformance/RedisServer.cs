using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Tocsin.Conformance;

/// <summary>
/// A redis-server of one's own: on a free port of this machine, durable, with its files in a directory that goes when
/// it is disposed. It ends the process it started and no other.
/// </summary>
/// <remarks>
/// As a fixture of an assembly it starts by itself. Where redis-server is not installed, tests that call
/// <see cref="Require"/> are skipped, and fail when the environment says <c>CI=true</c>.
/// </remarks>
public sealed class RedisServer : IAsyncLifetime
{
    private const string Program = "redis-server";
    private const string Ready = "Ready to accept connections";
    private const int MaximumStarts = 5;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private Process? _process;

    /// <summary>
    /// Where its files are, from the first start on; only to be touched while it is not running. Empty before.
    /// </summary>
    public string Folder { get; private set; } = "";

    /// <summary>The port, kept from the first start to the last; 0 before.</summary>
    public int Port { get; private set; }

    /// <summary>Where it answers, as a connection string.</summary>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>True where redis-server is installed.</summary>
    public static bool IsInstalled => Find() is not null;

    /// <summary>Skips the test where redis-server is not installed; fails it where it has to be.</summary>
    public static void Require()
    {
        if (IsInstalled) return;
        const string missing = "redis-server is not on the PATH.";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (IsInstalled) await StartAsync();
    }

    /// <summary>
    /// Starts it, again on the same port and files after it was stopped, and waits until it takes connections. Settings
    /// stand behind those of a durable server and may overrule them.
    /// </summary>
    public async Task StartAsync(params string[] settings)
    {
        if (Folder.Length == 0) Folder = Directory.CreateTempSubdirectory("tocsin-redis-").FullName;
        for (var start = 1; ; start++)
        {
            var port = Port == 0 ? FreePort() : Port;
            if (await TryStartAsync(port, settings))
            {
                Port = port;
                return;
            }

            // Somebody else took the port between our choice and the start.
            Assert.True(start < MaximumStarts && Port == 0, "redis-server did not start.");
        }
    }

    /// <summary>Ends it as a failing machine would, without a word; does nothing when it is not running.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync().WaitAsync(_patience);
        process.Dispose();
    }

    /// <summary>Has it do nothing, though it keeps its connections, until it is resumed or killed.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Reserves a port on which nothing listens, for a server that starts later.</summary>
    public void ChoosePort() => Port = Port == 0 ? FreePort() : Port;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (Folder.Length > 0) Directory.Delete(Folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start(
            "kill", [$"-{signal}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(_patience);
    }

    private async Task<bool> TryStartAsync(int port, string[] settings)
    {
        string[] durable =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder,
            "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        ];
        var start = new ProcessStartInfo(Find()!, [.. durable, .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => ready.TrySetResult(false);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(Ready, StringComparison.Ordinal) == true) ready.TrySetResult(true);
        };
        // A program that is told to end has no time to dispose of this.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (_process == process && !process.HasExited) process.Kill();
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        if (await ready.Task.WaitAsync(_patience)) return true;
        await KillAsync();
        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, Program))
            .FirstOrDefault(File.Exists);
}
