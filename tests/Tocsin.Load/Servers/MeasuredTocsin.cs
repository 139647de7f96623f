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
            StartupHook.Variables(socket), dataFolder, ["Samples:Enabled=false", .. settings]);
}
