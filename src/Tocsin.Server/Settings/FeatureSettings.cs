namespace Tocsin.Server.Settings;

/// <summary>What is kept of a borrower.</summary>
internal sealed class FeatureSettings
{
    /// <summary>The most open exposures of one borrower, 1 to 1,000. Default: 64.</summary>
    public int MaximumExposures { get; set; } = 64;

    /// <summary>Says what is wrong with each setting, naming its key.</summary>
    public void Check(List<string> faults) =>
        ServerSettings.Within("Features:MaximumExposures", MaximumExposures, 1, 1_000, faults);
}
