namespace Tocsin.Server.Settings;

/// <summary>What is rehearsed instead of real. Nothing of it, unless it is set.</summary>
internal sealed class SimulationSettings
{
    /// <summary>
    /// The file that holds the moment it is, relative to the server's home; empty for the real clock. Default: empty.
    /// </summary>
    public string Clock { get; set; } = "";

    /// <summary>Says what is wrong with each setting, naming its key; then makes the file's path absolute.</summary>
    public void CheckAndResolve(string home, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(Clock))
        {
            Clock = "";
            return;
        }

        Clock = Path.GetFullPath(Clock, home);
        if (SimulatedClock.Read(Clock) is null)
        {
            faults.Add($"Simulation:Clock is '{Clock}'; name a file that holds one moment, such as "
                + "2026-03-02T08:00:00+08:00.");
        }
    }
}
