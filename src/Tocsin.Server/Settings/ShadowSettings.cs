namespace Tocsin.Server.Settings;

/// <summary>What a candidate in the shadow may take.</summary>
internal sealed class ShadowSettings
{
    /// <summary>
    /// Decisions that wait for the candidate, 1 to 100,000; further ones are left out of the comparison and counted.
    /// Default: 2,048.
    /// </summary>
    public int QueueLength { get; set; } = 2_048;

    /// <summary>
    /// The memory that waiting decisions may hold with the values they were made of, estimated, in MiB, 1 to 4,096;
    /// further ones are left out and counted. Default: 64.
    /// </summary>
    public int QueueMiB { get; set; } = 64;

    /// <summary>
    /// The part of one processor that the candidate takes at most, averaged over a few milliseconds, 0.01 to 1.
    /// Default: 0.25.
    /// </summary>
    public double ProcessorShare { get; set; } = 0.25;

    /// <summary>
    /// The largest share of decisions that this instance lets a candidate make too, 0 to 1; a shadow with a larger one
    /// is not started here, and runs with this one when another instance started it. Default: 1.
    /// </summary>
    public double MaximumShare { get; set; } = 1;

    /// <summary>The longest that a shadow is started for, in hours, 1 to 720. Default: 168, a week.</summary>
    public int MaximumHours { get; set; } = 168;

    public void Check(List<string> faults)
    {
        ServerSettings.Within("Shadow:QueueLength", QueueLength, 1, 100_000, faults);
        ServerSettings.Within("Shadow:QueueMiB", QueueMiB, 1, 4_096, faults);
        ServerSettings.Within("Shadow:ProcessorShare", ProcessorShare, 0.01, 1, faults);
        ServerSettings.Within("Shadow:MaximumShare", MaximumShare, 0, 1, faults);
        ServerSettings.Within("Shadow:MaximumHours", MaximumHours, 1, 720, faults);
    }
}
