namespace Tocsin.Core.Storage;

/// <summary>
/// How far a journal has come, noted where its files are not, so that files that are cut short are found.
/// </summary>
/// <param name="Instance">The instance that writes it: 1 to 64 characters as borrower ids have them.</param>
/// <param name="Journal">Which journal: 32 hexadecimal characters drawn when its folder was first used.</param>
/// <param name="Group">The number of its last group; 0 when it has none.</param>
/// <param name="Entries">How many entries it had up to that group, from its beginning.</param>
/// <param name="Hash">That group's hash: 64 hexadecimal characters.</param>
/// <param name="OldestGroup">The first group that retention has left, or is about to leave.</param>
/// <param name="OldestPrevious">The hash of the group before that one: 64 hexadecimal characters.</param>
/// <param name="At">When it was noted, in UTC, to the microsecond.</param>
public sealed record JournalAnchor(
    string Instance, string Journal, long Group, long Entries, string Hash, long OldestGroup, string OldestPrevious,
    DateTimeOffset At);
