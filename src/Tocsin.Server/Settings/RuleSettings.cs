using Tocsin.Core.Rules;

namespace Tocsin.Server.Settings;

/// <summary>Where rules come from, and when a change of them becomes active.</summary>
internal sealed class RuleSettings
{
    /// <summary>The folder of the rule set, relative to the server's home. Default: rules.</summary>
    public string Folder { get; set; } = "rules";

    /// <summary>
    /// <c>folder</c>: the rules folder of each instance says what is active; <c>store</c>: what is published and
    /// activated does, and the folder is only read where the store has no rules yet. Default: folder.
    /// </summary>
    public string Source { get; set; } = "folder";

    /// <summary>
    /// True: a rule set becomes active only after somebody else than its author approved it, and a folder only
    /// proposes. The first one of an empty store, and one that was active before, need no approval. Default: false.
    /// </summary>
    public bool FourEyes { get; set; }

    /// <summary>
    /// How often the store's activation is looked at, in milliseconds, 50 to 600,000. Default: 500.
    /// </summary>
    public int FollowMs { get; set; } = 500;

    /// <summary>
    /// How long an instance that falls silent still counts as live, in milliseconds, 1,000 to 600,000. Default: 10,000.
    /// </summary>
    public int LeaseMs { get; set; } = 10_000;

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
    /// How long somebody may keep writing before the folder is read all the same, in milliseconds, 10 to 600,000, at
    /// least <see cref="QuietMs"/>. Default: 2,000.
    /// </summary>
    public int MaximumWaitMs { get; set; } = 2_000;

    /// <summary>
    /// True to be told of changes by the system; false to look every <see cref="PollMs"/> only, for file systems that
    /// send no events or drown in them. Default: true.
    /// </summary>
    public bool UseEvents { get; set; } = true;

    /// <summary>
    /// How often a folder that changes while it is read is read again before that is told as a problem, 2 to 1,000.
    /// Default: 10.
    /// </summary>
    public int ReadTries { get; set; } = RuleFolder.DefaultTries;

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

    /// <summary>
    /// How many rule sets may arrive and be compiled at once, to be checked, published, compared or previewed, 1 to 64;
    /// further ones are told so. Default: 4.
    /// </summary>
    public int Uploads { get; set; } = 4;

    /// <summary>How long the next piece of a rule set may take, in milliseconds. Default: 30,000.</summary>
    public int UploadMs { get; set; } = 30_000;

    /// <summary>How many previews may be made at once, 1 to 16; further ones are told so. Default: 1.</summary>
    public int Previews { get; set; } = 1;

    /// <summary>How many threads of a preview read borrowers and look at them, 1 to 64. Default: 1.</summary>
    public int PreviewWorkers { get; set; } = 1;

    /// <summary>
    /// The part of one processor that each thread of a preview takes at most, averaged over a few milliseconds, 0.05 to
    /// 1: the smaller, the less do calls notice that are answered meanwhile, and the longer does a preview take.
    /// Default: 0.5.
    /// </summary>
    public double PreviewProcessorShare { get; set; } = 0.5;

    /// <summary>
    /// How many borrowers with links a preview may look at again when their parties would stand elsewhere, 0 to
    /// 1,000,000; the others are counted as left. Default: 100,000.
    /// </summary>
    public int PreviewLinked { get; set; } = 100_000;

    public void Check(List<string> faults)
    {
        if (ActivateOn is not ("change" or "manifest"))
            faults.Add($"Rules:ActivateOn is '{ActivateOn}'; it must be change or manifest.");
        if (Source is not ("folder" or "store"))
            faults.Add($"Rules:Source is '{Source}'; it must be folder or store.");
        ServerSettings.Within("Rules:FollowMs", FollowMs, 50, 600_000, faults);
        ServerSettings.Within("Rules:LeaseMs", LeaseMs, 1_000, 600_000, faults);
        ServerSettings.Within("Rules:QuietMs", QuietMs, 10, 60_000, faults);
        ServerSettings.Within("Rules:MaximumWaitMs", MaximumWaitMs, 10, 600_000, faults);
        if (MaximumWaitMs < QuietMs)
        {
            faults.Add($"Rules:MaximumWaitMs is {MaximumWaitMs}; it must be at least Rules:QuietMs, which is "
                + $"{QuietMs}.");
        }

        ServerSettings.Within("Rules:ReadTries", ReadTries, 2, 1_000, faults);
        ServerSettings.Within("Rules:PollMs", PollMs, 100, 600_000, faults);
        ServerSettings.Within("Rules:Uploads", Uploads, 1, 64, faults);
        ServerSettings.Within("Rules:UploadMs", UploadMs, 100, 600_000, faults);
        ServerSettings.Within("Rules:Previews", Previews, 1, 16, faults);
        ServerSettings.Within("Rules:PreviewWorkers", PreviewWorkers, 1, 64, faults);
        ServerSettings.Within("Rules:PreviewProcessorShare", PreviewProcessorShare, 0.05, 1, faults);
        ServerSettings.Within("Rules:PreviewLinked", PreviewLinked, 0, 1_000_000, faults);
    }
}
