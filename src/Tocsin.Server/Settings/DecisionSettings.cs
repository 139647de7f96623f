using Tocsin.Core.Decisions.Recourse;

namespace Tocsin.Server.Settings;

/// <summary>How decisions are made.</summary>
internal sealed class DecisionSettings
{
    /// <summary>The longest a search for recourse takes, in milliseconds, 1 to 60,000. Default: 250.</summary>
    public int RecourseMs { get; set; } = 250;

    /// <summary>
    /// Searches for recourse at the same time, 1 to 256; further ones wait for their turn, so that they do not take the
    /// processors from decisions. Default: 1.
    /// </summary>
    public int RecourseSearches { get; set; } = 1;

    /// <summary>
    /// Searches that wait for their turn, 1 to 10,000; further ones are answered at once, without an option. Default:
    /// 64.
    /// </summary>
    public int RecourseQueueLength { get; set; } = 64;

    /// <summary>
    /// How long before its deadline a call stops waiting for the store and is answered from what is known, in
    /// milliseconds, 1 to 10,000; a call with less than twice that waits half of its time. Default: 20.
    /// </summary>
    public int DeadlineMarginMs { get; set; } = 20;

    /// <summary>
    /// Requests of one stream that are decided on together, 1 to 4,096; no more are read before they are answered.
    /// Default: 256.
    /// </summary>
    public int StreamBatch { get; set; } = 256;

    /// <summary>That margin.</summary>
    public TimeSpan DeadlineMargin => TimeSpan.FromMilliseconds(DeadlineMarginMs);

    /// <summary>How far a search goes.</summary>
    public RecourseOptions Recourse => new() { TimeBound = TimeSpan.FromMilliseconds(RecourseMs) };

    public void Check(List<string> faults)
    {
        ServerSettings.Within("Decisions:RecourseMs", RecourseMs, 1, 60_000, faults);
        ServerSettings.Within("Decisions:RecourseSearches", RecourseSearches, 1, 256, faults);
        ServerSettings.Within("Decisions:DeadlineMarginMs", DeadlineMarginMs, 1, 10_000, faults);
        ServerSettings.Within("Decisions:StreamBatch", StreamBatch, 1, 4_096, faults);
        ServerSettings.Within("Decisions:RecourseQueueLength", RecourseQueueLength, 1, 10_000, faults);
    }
}
