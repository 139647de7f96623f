namespace Tocsin.Server.Settings;

/// <summary>How warnings are reviewed and streamed.</summary>
internal sealed class WarningSettings
{
    /// <summary>Borrowers that wait for a review in memory, 1 to 1,000,000; further ones wait by their mark in the
    /// store. Default: 10,000.</summary>
    public int ReviewQueueLength { get; set; } = 10_000;

    /// <summary>Reviews at the same time, 1 to 1,024. Default: 256.</summary>
    public int Reviewers { get; set; } = 256;

    /// <summary>
    /// Borrowers in memory whose linked borrowers are to be told that its level moved, 1 to 1,000,000; further ones
    /// fall due again in the store. Default: 10,000.
    /// </summary>
    public int TellQueueLength { get; set; } = 10_000;

    /// <summary>Borrowers whose linked borrowers are told at the same time, 1 to 256. Default: 8.</summary>
    public int Tellers { get; set; } = 8;

    /// <summary>Reviews a second after a swap of rules, 1 to 1,000,000. Default: 5,000.</summary>
    public int SwapReviewsPerSecond { get; set; } = 5_000;

    /// <summary>
    /// How long an update that waits for its review waits at most, in milliseconds, 1 to 600,000. Default: 5,000.
    /// </summary>
    public int ReviewWaitMs { get; set; } = 5_000;

    /// <summary>How often marks and due times are looked at, in milliseconds, 50 to 60,000. Default: 1,000.</summary>
    public int SweepMs { get; set; } = 1_000;

    /// <summary>
    /// Changes that wait for one subscriber, 16 to 1,000,000; what is more it reads from the log. Default: 1,024.
    /// </summary>
    public int SubscriberQueueLength { get; set; } = 1_024;

    /// <summary>
    /// How long a subscriber whose queue was full may take for one message before it is cut, in milliseconds, 10 to
    /// 600,000. Default: 1,000.
    /// </summary>
    public int SlowMs { get; set; } = 1_000;

    /// <summary>
    /// How long a message may wait for a subscriber that does not read, before its call is aborted, in milliseconds,
    /// 100 to 600,000. Default: 30,000.
    /// </summary>
    public int StallMs { get; set; } = 30_000;

    /// <summary>The most subscribers, 1 to 1,000,000. Default: 10,000.</summary>
    public int MaximumSubscribers { get; set; } = 10_000;

    /// <summary>
    /// After how much silence a subscriber gets a checkpoint, in milliseconds, 100 to 600,000. Default: 10,000.
    /// </summary>
    public int CheckpointMs { get; set; } = 10_000;

    /// <summary>
    /// How often the log is looked at though no bell rang, in milliseconds, 50 to 60,000. Default: 1,000.
    /// </summary>
    public int LogPollMs { get; set; } = 1_000;

    /// <summary>Log entries a partition keeps, 1 to 100,000,000. Default: 1,000,000.</summary>
    public long LogEntries { get; set; } = 1_000_000;

    /// <summary>Days a log entry is kept, 1 to 3,650. Default: 30.</summary>
    public int LogDays { get; set; } = 30;

    public void Check(List<string> faults)
    {
        ServerSettings.Within("Warnings:ReviewQueueLength", ReviewQueueLength, 1, 1_000_000, faults);
        ServerSettings.Within("Warnings:Reviewers", Reviewers, 1, 1_024, faults);
        ServerSettings.Within("Warnings:TellQueueLength", TellQueueLength, 1, 1_000_000, faults);
        ServerSettings.Within("Warnings:Tellers", Tellers, 1, 256, faults);
        ServerSettings.Within("Warnings:SwapReviewsPerSecond", SwapReviewsPerSecond, 1, 1_000_000, faults);
        ServerSettings.Within("Warnings:ReviewWaitMs", ReviewWaitMs, 1, 600_000, faults);
        ServerSettings.Within("Warnings:SweepMs", SweepMs, 50, 60_000, faults);
        ServerSettings.Within("Warnings:SubscriberQueueLength", SubscriberQueueLength, 16, 1_000_000, faults);
        ServerSettings.Within("Warnings:SlowMs", SlowMs, 10, 600_000, faults);
        ServerSettings.Within("Warnings:StallMs", StallMs, 100, 600_000, faults);
        ServerSettings.Within("Warnings:MaximumSubscribers", MaximumSubscribers, 1, 1_000_000, faults);
        ServerSettings.Within("Warnings:CheckpointMs", CheckpointMs, 100, 600_000, faults);
        ServerSettings.Within("Warnings:LogPollMs", LogPollMs, 50, 60_000, faults);
        ServerSettings.Within("Warnings:LogEntries", LogEntries, 1, 100_000_000, faults);
        ServerSettings.Within("Warnings:LogDays", LogDays, 1, 3_650, faults);
    }
}
