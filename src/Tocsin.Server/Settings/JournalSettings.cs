using Tocsin.Journal;

namespace Tocsin.Server.Settings;

/// <summary>How decisions are journaled.</summary>
internal sealed class JournalSettings
{
    private const long Mebibyte = 1L << 20;

    /// <summary>
    /// What an answer waits for: <c>written</c> (its group is in the file, which a killed process leaves whole),
    /// <c>synced</c> (the group is on the disk), <c>background</c> (nothing: entries may be lost, and are counted) or
    /// <c>off</c> (there is no journal: for measurements). Default: written.
    /// </summary>
    public string Mode { get; set; } = "written";

    /// <summary>The folder; relative to the data folder. Default: journal.</summary>
    public string Folder { get; set; } = "journal";

    /// <summary>
    /// The instance's name: 1 to 64 characters of A-Z a-z 0-9 . _ : -; two instances on one store need two. Default:
    /// the machine's name and the port.
    /// </summary>
    public string Instance { get; set; } = "";

    /// <summary>Records that wait for the writer, 1 to 1,000,000. Default: 8,192.</summary>
    public int QueueLength { get; set; } = 8_192;

    /// <summary>The size in MiB at which a file is closed and another begun, 1 to 1,024. Default: 64.</summary>
    public int SegmentMiB { get; set; } = 64;

    /// <summary>The size in MiB of all files over which the oldest go, 1 to 100,000,000. Default: 51,200.</summary>
    public int RetainMiB { get; set; } = 51_200;

    /// <summary>The days after which files go, 1 to 36,500. Default: 1,826, five years.</summary>
    public int RetainDays { get; set; } = 1_826;

    /// <summary>True when decisions are journaled.</summary>
    public bool IsOn => Mode != "off";

    public void CheckAndResolve(ServerSettings settings, List<string> faults)
    {
        if (Mode is not ("written" or "synced" or "background" or "off"))
            faults.Add($"Journal:Mode is '{Mode}'; write written, synced, background or off.");
        ServerSettings.Within("Journal:QueueLength", QueueLength, 1, 1_000_000, faults);
        ServerSettings.Within("Journal:SegmentMiB", SegmentMiB, 1, 1_024, faults);
        ServerSettings.Within("Journal:RetainMiB", RetainMiB, 1, 100_000_000, faults);
        ServerSettings.Within("Journal:RetainDays", RetainDays, 1, 36_500, faults);
        if (string.IsNullOrWhiteSpace(Folder)) faults.Add("Journal:Folder is empty; name a folder.");
        else Folder = Path.GetFullPath(Folder, settings.Data.Folder);
        if (Instance.Length == 0) Instance = DefaultInstance(settings);
        if (!JournalOptions.IsName(Instance))
            faults.Add($"Journal:Instance is '{Instance}'; write 1 to 64 characters of A-Z a-z 0-9 . _ : -");
    }

    /// <summary>The options of the journal.</summary>
    public JournalOptions ToOptions() => new()
    {
        Folder = Folder,
        Instance = Instance,
        Mode = Mode switch
        {
            "synced" => JournalMode.Synced,
            "background" => JournalMode.Background,
            _ => JournalMode.Written,
        },
        QueueLength = QueueLength,
        SegmentBytes = SegmentMiB * Mebibyte,
        RetainBytes = RetainMiB * Mebibyte,
        RetainDays = RetainDays,
    };

    private static string DefaultInstance(ServerSettings settings)
    {
        var port = (settings.Server.Grpc ?? "").Split(':')[^1];
        // A port that the system chooses names nobody: the data folder does.
        var place = port == "0" ? Path.GetFileName(settings.Data.Folder.TrimEnd('/', '\\')) : port;
        var name = string.Concat($"{Environment.MachineName}-{place}"
            .Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')).TrimStart('-');
        return name[..Math.Min(name.Length, JournalOptions.MaximumInstanceLength)];
    }
}
