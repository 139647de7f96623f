using System.Diagnostics;
using System.Globalization;

namespace Tocsin.Proofs;

/// <summary>A <see cref="BareServer"/> in a process of its own.</summary>
internal sealed class BareProcess : IAsyncDisposable
{
    private readonly Process _process;

    private BareProcess(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<BareProcess> StartAsync(int subscribers, int messages, string file)
    {
        string[] arguments =
        [
            typeof(BareProcess).Assembly.Location, "bare-server", subscribers.ToString(CultureInfo.InvariantCulture),
            messages.ToString(CultureInfo.InvariantCulture), file,
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var bare = new BareProcess(Process.Start(start)!);
        var line = await bare._process.StandardOutput.ReadLineAsync() ?? "";
        if (!line.StartsWith(BareServer.Announcement, StringComparison.Ordinal))
            throw new InvalidOperationException($"The bare server did not start: {line}");
        bare.Address = line[BareServer.Announcement.Length..];
        return bare;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its input ends, and with it the server.
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
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
