using System.Diagnostics;

namespace Tocsin.Proofs;

/// <summary>A program of ours in a process of its own, serving one of the baselines.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServedProcess(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="program">The program: its assembly's file.</param>
    /// <param name="environment">Variables in its environment beside this process's own.</param>
    /// <param name="command">What it serves, as the program is asked for it.</param>
    public static async Task<ServedProcess> StartAsync(
        string program, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // As Tocsin's, which is of the web's kind.
        start.Environment["DOTNET_gcServer"] = "1";
        start.Environment["DOTNET_GCDynamicAdaptationMode"] = "0";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var served = new ServedProcess(Process.Start(start)!);
        var line = await served._process.StandardOutput.ReadLineAsync().WaitAsync(_limit) ?? "";
        if (!line.StartsWith(ServedHere.Announcement, StringComparison.Ordinal))
            throw new InvalidOperationException($"'{string.Join(' ', command)}' did not start: {line}");
        served.Address = line[ServedHere.Announcement.Length..];
        return served;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its input ends, and with it the server.
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(_limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
