namespace Tocsin.Server.Settings;

/// <summary>Where rules come from, and when a change of them becomes active.</summary>
internal sealed class RuleSettings
{
    /// <summary>The folder of the rule set, relative to the server's home. Default: rules.</summary>
    public string Folder { get; set; } = "rules";

    /// <summary>
    /// <c>change</c>: any change of a file becomes active; <c>manifest</c>: only one that comes with another revision
    /// in ruleset.json. Default: change.
    /// </summary>
    public string ActivateOn { get; set; } = "change";

    /// <summary>
    /// How long the folder must be quiet before it is read, in milliseconds, 10 to 60,000. Default: 150.
    /// </summary>
    public int QuietMs { get; set; } = 150;

    /// <summary>
    /// How often the folder is read though no event came, in milliseconds, 100 to 600,000: the net under file systems
    /// that send none. Default: 5,000.
    /// </summary>
    public int PollMs { get; set; } = 5_000;

    /// <summary>
    /// True to let rows and tables that nobody has confirmed yet count when exposures are classified; false: they are
    /// told of. Default: false.
    /// </summary>
    public bool UseDrafts { get; set; }

    public void Check(List<string> faults)
    {
        if (ActivateOn is not ("change" or "manifest"))
            faults.Add($"Rules:ActivateOn is '{ActivateOn}'; it must be change or manifest.");
        ServerSettings.Within("Rules:QuietMs", QuietMs, 10, 60_000, faults);
        ServerSettings.Within("Rules:PollMs", PollMs, 100, 600_000, faults);
    }
}
