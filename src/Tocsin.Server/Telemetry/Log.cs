using Tocsin.Core.Rules;

namespace Tocsin.Server.Telemetry;

/// <summary>Everything the server may say in its log, each message with a number that stays.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Tocsin {Version}: gRPC on {Grpc}, health and metrics on {Http}")]
    public static partial void Started(ILogger logger, string version, string grpc, string http);

    [LoggerMessage(
        2, LogLevel.Information, "Ready after {Milliseconds} ms: {Store}, rule set {Name} as activation {Number}")]
    public static partial void Ready(ILogger logger, long milliseconds, string store, string name, long number);

    [LoggerMessage(3, LogLevel.Error, "A call failed for a reason that is a fault of ours; incident {Incident}")]
    public static partial void CallFailed(ILogger logger, string incident, Exception exception);

    [LoggerMessage(
        4, LogLevel.Critical,
        "THE CLOCK IS SIMULATED: it tells the moment in {File}. This server must never serve a bank")]
    public static partial void ClockSimulated(ILogger logger, string file);

    [LoggerMessage(10, LogLevel.Information, "The store is open: {Store}, epoch {Epoch}, {Partitions} partitions")]
    public static partial void StoreOpened(ILogger logger, string store, string epoch, int partitions);

    [LoggerMessage(11, LogLevel.Warning, "The store is away: {Store}: {Problem} Trying again")]
    public static partial void StoreAway(ILogger logger, string store, string problem);

    [LoggerMessage(12, LogLevel.Warning, "The store does not promise everything: {Weakness}")]
    public static partial void StoreWeakness(ILogger logger, string weakness);

    [LoggerMessage(13, LogLevel.Information, "The store is back: {Store}")]
    public static partial void StoreBack(ILogger logger, string store);

    [LoggerMessage(14, LogLevel.Critical, "The store cannot be used: {Problem}")]
    public static partial void StoreRefused(ILogger logger, string problem);

    [LoggerMessage(20, LogLevel.Information,
        "Rule set {Name} {Revision} is active as activation {Number}, digest {Digest}, after {Milliseconds} ms")]
    public static partial void RuleSetActivated(
        ILogger logger, string name, string revision, long number, string digest, long milliseconds);

    [LoggerMessage(21, LogLevel.Error,
        "The rule files of digest {Digest} have {Errors} errors; the rule set in force goes on answering")]
    public static partial void RuleSetRejected(ILogger logger, string digest, int errors);

    [LoggerMessage(22, LogLevel.Error, "{Problem}")]
    public static partial void RuleProblemFound(ILogger logger, RuleProblem problem);

    [LoggerMessage(23, LogLevel.Warning, "{Problem}")]
    public static partial void RuleProblemToLookAt(ILogger logger, RuleProblem problem);

    [LoggerMessage(24, LogLevel.Error, "The rules folder {Folder} cannot be read: {Problem}")]
    public static partial void RulesFolderUnreadable(ILogger logger, string folder, string problem);

    [LoggerMessage(
        25, LogLevel.Warning, "The rules folder has errors: started with the last good set, digest {Digest}")]
    public static partial void StartedWithLastGood(ILogger logger, string digest);

    [LoggerMessage(
        26, LogLevel.Warning, "The rules folder is no longer watched: {Problem} It is read every {PollMs} ms")]
    public static partial void WatchLost(ILogger logger, string problem, int pollMs);

    [LoggerMessage(27, LogLevel.Warning, "The archive of rule sets cannot be written: {Problem}")]
    public static partial void ArchiveFailed(ILogger logger, string problem);

    [LoggerMessage(28, LogLevel.Critical, "The server cannot start: {Problem}")]
    public static partial void CannotStart(ILogger logger, string problem);

    [LoggerMessage(110, LogLevel.Information,
        "Rule set {Name} {Revision}, digest {Digest}, is proposed: it is active once it is approved and activated")]
    public static partial void RuleSetProposed(ILogger logger, string name, string revision, string digest);

    [LoggerMessage(111, LogLevel.Warning,
        "The rules folder holds digest {Digest}, which the store has been past: its activation is followed until the "
        + "folder changes")]
    public static partial void FolderPassed(ILogger logger, string digest);

    [LoggerMessage(112, LogLevel.Error, "{Problem}; the rule set in force goes on answering")]
    public static partial void ActivationNotFollowed(ILogger logger, string problem);

    [LoggerMessage(113, LogLevel.Warning,
        "Rules:FourEyes asks for an approval, but callers are anonymous: that two people agreed is not enforced")]
    public static partial void FourEyesUnenforced(ILogger logger);

    [LoggerMessage(114, LogLevel.Warning,
        "There is no rule set on this disk, and none in the rules folder: waiting for what the store says. In an empty "
        + "store, publish and activate one")]
    public static partial void RulesAwaited(ILogger logger);

    [LoggerMessage(115, LogLevel.Information,
        "The rules folder is held back until the store says what is active: an empty store takes it as its first set")]
    public static partial void FolderHeldBack(ILogger logger);

    [LoggerMessage(116, LogLevel.Information,
        "Rule set {Name} {Revision} answers, digest {Digest}, until the store says what is active")]
    public static partial void RulesAnswer(ILogger logger, string name, string revision, string digest);

    [LoggerMessage(135, LogLevel.Information,
        "Digest {Digest} decides in the shadow, on a share of {Share} until {Until:u}; started by {By}")]
    public static partial void ShadowStarted(
        ILogger logger, string digest, double share, DateTimeOffset until, string by);

    [LoggerMessage(136, LogLevel.Information,
        "The shadow of digest {Digest} ended, {End}: of {Decided} decisions {Differing} differ, {Dropped} were left "
        + "out, {Failed} failed")]
    public static partial void ShadowEnded(
        ILogger logger, string digest, string end, long decided, long differing, long dropped, long failed);

    [LoggerMessage(137, LogLevel.Error, "The shadow of digest {Digest} does not run here: {Problem}")]
    public static partial void ShadowNotRun(ILogger logger, string digest, string problem);

    [LoggerMessage(138, LogLevel.Warning,
        "The candidate of digest {Digest} met a fault at a decision, {Failed} so far; answers are not touched by it")]
    public static partial void ShadowFailed(ILogger logger, string digest, long failed, Exception exception);

    [LoggerMessage(30, LogLevel.Information, "Reviewing every borrower for activation {Number}")]
    public static partial void SwapReviewStarted(ILogger logger, long number);

    [LoggerMessage(31, LogLevel.Information, "Reviewed {Reviewed} borrowers for activation {Number}")]
    public static partial void SwapReviewEnded(ILogger logger, long reviewed, long number);

    [LoggerMessage(32, LogLevel.Error, "A review failed; the borrower's mark keeps its place")]
    public static partial void ReviewFailed(ILogger logger, Exception exception);

    [LoggerMessage(33, LogLevel.Error, "{Worker} met a fault and goes on")]
    public static partial void WorkerFailed(ILogger logger, string worker, Exception exception);

    [LoggerMessage(
        34, LogLevel.Warning,
        "The log of partition {Partition} is not the one that was read before: {Subscribers} subscribers were cut")]
    public static partial void FeedBroken(ILogger logger, int partition, int subscribers);

    [LoggerMessage(35, LogLevel.Information, "A subscriber was cut because it reads too slowly")]
    public static partial void SubscriberCut(ILogger logger);

    [LoggerMessage(
        36, LogLevel.Information, "Decisions are journaled, mode {Mode}, in {Folder}; the last group is {Group}")]
    public static partial void JournalOpened(ILogger logger, string mode, string folder, long group);

    [LoggerMessage(37, LogLevel.Warning, "Journal:Mode is off: nobody can say later why a decision was made")]
    public static partial void JournalOff(ILogger logger);

    [LoggerMessage(39, LogLevel.Error, "A decision was refused because it could not be journaled: {Problem}")]
    public static partial void JournalRefused(ILogger logger, string problem);

    [LoggerMessage(38, LogLevel.Error, "The decision journal is damaged: {Damage}")]
    public static partial void JournalDamaged(ILogger logger, string damage);

    [LoggerMessage(
        40, LogLevel.Information,
        "Put {Borrowers} sample borrowers into the empty store; Samples:Enabled=false leaves them out")]
    public static partial void SamplesPut(ILogger logger, int borrowers);

    [LoggerMessage(
        130, LogLevel.Warning, "The system lost events of the rules folder, so it is read again: {Problem}")]
    public static partial void WatchOverflowed(ILogger logger, string problem);

    [LoggerMessage(131, LogLevel.Information, "The rules folder is watched again")]
    public static partial void WatchBack(ILogger logger);

    [LoggerMessage(
        156, LogLevel.Debug, "The calls that a start makes itself failed, so that the first caller may wait longer")]
    public static partial void FirstCallsFailed(ILogger logger, Exception exception);
}
