namespace Tocsin.Server.Settings;

/// <summary>What an instance keeps in memory of the borrowers that it decides on.</summary>
internal sealed class NearCacheSettings
{
    /// <summary>
    /// How much memory borrowers may take, in MiB, 0 to 65,536; 0 keeps none, so that each decision reads the store.
    /// Default: 256.
    /// </summary>
    public int MegaBytes { get; set; } = 256;

    /// <summary>
    /// How long ago the store may have confirmed last that this instance was told of every write, in milliseconds, 100
    /// to 60,000: what another instance acknowledged is answered no later than this. Default: 2,000.
    /// </summary>
    public int ConfirmedForMs { get; set; } = 2_000;

    /// <summary>
    /// How old an entry may be, in seconds, 1 to 900: an older one is read anew, and is not used for a store that does
    /// not answer. Default: 900.
    /// </summary>
    public int MaximumAgeSeconds { get; set; } = 900;

    /// <summary>The most bytes.</summary>
    public long Bytes => (long)MegaBytes << 20;

    /// <summary>Says what is wrong with each setting, naming its key.</summary>
    public void Check(List<string> faults)
    {
        ServerSettings.Within("NearCache:MegaBytes", MegaBytes, 0, 65_536, faults);
        ServerSettings.Within("NearCache:ConfirmedForMs", ConfirmedForMs, 100, 60_000, faults);
        ServerSettings.Within("NearCache:MaximumAgeSeconds", MaximumAgeSeconds, 1, 900, faults);
    }
}
