using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Servers;

/// <summary>The real server, measured as the baselines are.</summary>
internal static class MeasuredTocsin
{
    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="socket">The file of its <see cref="StartupHook"/>.</param>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="settings">Further settings.</param>
    public static Task<ServerProcess> StartAsync(string socket, string dataFolder, params string[] settings) =>
        ServerProcess.StartReadyAsync(
            new Dictionary<string, string>
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                [StartupHook.SocketVariable] = socket,
            },
            dataFolder, ["Samples:Enabled=false", .. settings]);
}
